/** A field of recipients: each a token, taken off again by its cross or by Backspace. */

import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { isAddress } from "~/mail/addresses";
import type { RecipientField as Field, HeldDraft } from "~/mail/draft-state";

export interface RecipientFieldProps {
  readonly draft: HeldDraft;
  readonly field: Field;
  readonly label: string;
  /** Whether to take the focus when it appears. */
  readonly focused?: boolean;
}

export function RecipientField({ draft, field, label, focused }: RecipientFieldProps) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const { drafts } = desk.mail;
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const list = draft.writing[field];
  const typed = draft.typed[field];
  const wrong = list.filter((entry) => !isAddress(entry));
  const remove = (entry: string) => {
    drafts.change(draft.id, { [field]: list.filter((one) => one !== entry) });
    input.current?.focus();
  };
  const settle = (text: string) => drafts.settle(draft.id, field, text);

  useLayoutEffect(() => {
    if (focused === true) input.current?.focus();
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (typed.trim() !== "") settle(typed);
    } else if (event.key === "Backspace" && typed === "" && list.length > 0) {
      event.preventDefault();
      const last = list.at(-1) as string;
      drafts.change(draft.id, { [field]: list.slice(0, -1) });
      drafts.type(draft.id, field, last);
    }
  };
  const onInput = (text: string) => {
    // A separator ends an entry; within quotes or brackets it belongs to a name.
    if (/[,;\n]\s*$/u.test(text) && !/"[^"]*$/u.test(text)) settle(text);
    else drafts.type(draft.id, field, text);
  };

  return (
    <div class="reply-field recipients">
      <label for={id}>{label}</label>
      <div class="tokens">
        {list.map((entry) => (
          <span key={entry} class="chip" data-wrong={!isAddress(entry)}>
            {!isAddress(entry) && <Icon name="warning" size="small" />}
            <span class="clip">{entry}</span>
            <button
              type="button"
              class="button quiet icon-only"
              aria-label={words.removeAddress(entry)}
              onClick={() => remove(entry)}
            >
              <Icon name="close" size="small" />
            </button>
          </span>
        ))}
        <input
          id={id}
          ref={input}
          type="text"
          inputMode="email"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          aria-describedby={`${id}-hint`}
          aria-invalid={wrong.length > 0}
          value={typed}
          onInput={(event) => onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            if (typed.trim() !== "") settle(typed);
          }}
          onPaste={(event) => {
            const text = event.clipboardData?.getData("text/plain") ?? "";
            if (!/[,;\n]/u.test(text.trim())) return;
            event.preventDefault();
            settle(`${typed}${text}`);
          }}
        />
        <span id={`${id}-hint`} class={wrong.length > 0 ? "recipient-problem" : "unseen"}>
          {wrong.length > 0 ? words.notAnAddress(wrong.join(", ")) : words.addressHint}
        </span>
      </div>
    </div>
  );
}
