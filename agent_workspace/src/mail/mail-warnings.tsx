/** What is odd about a mail, in plain language, the suspicious first. */

import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { sortedFlags } from "~/mail/flags";

export function MailWarnings({ flags }: { flags: readonly string[] }) {
  const words = useDesk().words.value.mail;
  if (flags.length === 0) return null;
  return (
    <ul class="mail-warnings" aria-label={words.warnings}>
      {sortedFlags(flags).map(({ flag, weight }) => (
        <li key={flag} data-weight={weight}>
          <Icon name={weight === "note" ? "help" : "warning"} size="small" />
          <span>{words.flags[flag] ?? flag.replaceAll("_", " ")}</span>
        </li>
      ))}
    </ul>
  );
}
