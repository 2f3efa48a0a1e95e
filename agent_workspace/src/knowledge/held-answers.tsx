/** The formatted answers that the next message takes along, as its reader will see them. */

import type { DraftAnswer } from "~/composer/drafts";
import { RichText } from "~/conversation/rich-text";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export function HeldAnswers(props: { chatId: string; answers: readonly DraftAnswer[] }) {
  const desk = useDesk();
  const words = desk.words.value;
  const { chatId, answers } = props;
  if (answers.length === 0) return null;
  const drop = (answer: DraftAnswer) =>
    desk.drafts.change(chatId, { answers: answers.filter((one) => one !== answer) });
  return (
    <ul class="held-answers" aria-label={words.knowledge.held}>
      {answers.map((answer) => (
        <li key={answer.id} class="held-answer">
          <header>
            <Icon name="book" size="small" />
            <strong class="clip">{answer.question}</strong>
            <button
              type="button"
              class="button quiet icon-only small"
              aria-label={words.composer.remove(answer.question)}
              title={words.composer.remove(answer.question)}
              onClick={() => drop(answer)}
            >
              <Icon name="close" size="small" />
            </button>
          </header>
          <div
            class="held-answer-body scroll"
            tabIndex={0}
            role="group"
            aria-label={answer.question}
          >
            <RichText html={answer.html} text={answer.text} />
          </div>
        </li>
      ))}
    </ul>
  );
}
