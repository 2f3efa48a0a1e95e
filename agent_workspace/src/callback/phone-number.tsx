/** A telephone number: pressed it is copied, and the telephone on this machine may call it. */

import { telephone } from "~/callback/telephone";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

export interface PhoneNumberProps {
  readonly number: string;
  /** Whether calling it is what one came for. */
  readonly prominent?: boolean;
}

export function PhoneNumber({ number, prominent = false }: PhoneNumberProps) {
  const desk = useDesk();
  const words = desk.words.value.callback;
  const address = telephone(number);
  const copy = async () => {
    await navigator.clipboard.writeText(number);
    desk.toasts.say(words.copied, "done");
  };
  return (
    <span class="phone-number" data-prominent={prominent}>
      {/* The clipboard exists only where the page is served over TLS or from this machine. */}
      {navigator.clipboard === undefined ? (
        <span class="figures">{number}</span>
      ) : (
        <button
          type="button"
          class="button quiet phone-copy figures"
          title={words.copyNumber}
          onClick={() => void copy()}
        >
          {number}
          <Icon name="copy" size="small" />
          <span class="unseen">{words.copyNumber}</span>
        </button>
      )}
      {address !== null && (
        <a class={prominent ? "button primary" : "button small"} href={address}>
          <Icon name="phone" size="small" />
          {words.call}
        </a>
      )}
    </span>
  );
}
