/** How good the conversation was, one to five, with a word if one likes. */
import type { JSX } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useWidget, useWords } from "./context";
import { Icon } from "./Icon";

const SCORES = [1, 2, 3, 4, 5];

export function Rating({ chatId, done }: { chatId: string; done: boolean }): JSX.Element {
  const { session } = useWidget();
  const words = useWords();
  const group = useId();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [error, setError] = useState("");
  const thanks = useRef<HTMLParagraphElement>(null);
  const drawn = useRef(false);
  // The form goes once it is sent; the keyboard goes on from here.
  useEffect(() => {
    if (drawn.current && document.activeElement === document.body) thanks.current?.focus();
    drawn.current = true;
  }, [done]);
  if (done) {
    return (
      <p class="rated" role="status" tabIndex={-1} ref={thanks}>
        <Icon name="check" />
        {words.rateThanks}
      </p>
    );
  }
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const refusal = await session.rate(chatId, score, comment.trim());
    if (refusal) setError(refusal.message || words.failed);
  };
  return (
    <form class="rating" onSubmit={(event) => void submit(event)}>
      <fieldset>
        <legend>{words.rateTitle}</legend>
        <div class="stars">
          {SCORES.map((value) => (
            <label
              key={value}
              class={value <= score ? "star lit" : "star"}
              title={words.rateWords[value - 1]}
            >
              <input
                type="radio"
                name={group}
                class="hidden"
                checked={value === score}
                onChange={() => setScore(value)}
                aria-label={`${words.rateScore(value)}, ${words.rateWords[value - 1]}`}
              />
              <Icon name="star" />
            </label>
          ))}
          <span class="quiet" aria-hidden="true">
            {words.rateWords[score - 1]}
          </span>
        </div>
      </fieldset>
      {score > 0 && (
        <>
          <textarea
            rows={2}
            aria-label={words.rateComment}
            placeholder={words.rateComment}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          {error && (
            <p class="error" role="alert">
              {error}
            </p>
          )}
          <button type="submit" class="button">
            {words.rateSend}
          </button>
        </>
      )}
    </form>
  );
}
