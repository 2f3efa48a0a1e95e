/** The customer card: name, address, where from, and the answers given before the chat. */

import type { Interaction } from "@parley/wire";
import { CustomerPop } from "~/customers/customer-pop";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { customerName, initials } from "~/my_work/customer-name";

/** Asked before every chat and shown above, so not repeated among the answers. */
const SHOWN_ABOVE = new Set(["name", "email"]);

export function CustomerCard({ interaction }: { interaction: Interaction }) {
  const words = useDesk().words.value.customer;
  const all = useDesk().words.value;
  const { customer } = interaction;
  const who = customerName(interaction, all);
  const answers = interaction.prechat.filter(({ key }) => !SHOWN_ABOVE.has(key));
  return (
    <section class="customer">
      <div class="customer-head">
        <span class="avatar" aria-hidden="true">
          {initials(who)}
        </span>
        <div class="customer-name">
          <strong class="clip">{who}</strong>
          <span class="muted clip">{words.inQueue(interaction.queue.name)}</span>
          {customer?.verified && <span class="muted clip">{words.verified}</span>}
        </div>
      </div>
      <CustomerPop interaction={interaction} />
      <dl class="facts">
        <Fact label={words.email} value={customer?.email ?? ""} copyable />
        {interaction.medium === "chat" && (
          <Fact label={words.ip} value={customer?.ip ?? ""} copyable />
        )}
        {answers.map(({ key, label, value }) => (
          <Fact key={key} label={label} value={value} copyable />
        ))}
      </dl>
    </section>
  );
}

function Fact(props: { label: string; value: string; copyable?: boolean }) {
  const desk = useDesk();
  const words = desk.words.value.customer;
  const { label, value, copyable } = props;
  const copy = async () => {
    // The clipboard exists only where the page is served over TLS or from this machine.
    await navigator.clipboard.writeText(value);
    desk.toasts.say(words.copied, "done");
  };
  return (
    <div class="fact">
      <dt>{label}</dt>
      <dd>
        {value === "" ? (
          <span class="muted">{words.unknown}</span>
        ) : (
          <span class="fact-value">{value}</span>
        )}
        {copyable && value !== "" && navigator.clipboard !== undefined && (
          <button
            type="button"
            class="button quiet icon-only small fact-copy"
            aria-label={words.copy(label)}
            title={words.copy(label)}
            onClick={() => void copy()}
          >
            <Icon name="copy" size="small" />
          </button>
        )}
      </dd>
    </div>
  );
}
