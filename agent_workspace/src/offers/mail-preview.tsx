/** The mail an offer is about: subject, sender, case, and its first lines (EIN-018). */

import type { CaseSummary, Email } from "@parley/wire";
import { useState } from "preact/hooks";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";

/** Longer ones are cut until asked for. */
const SHORT_CHARS = 140;

export function MailPreview({ email, record }: { email: Email; record: CaseSummary | null }) {
  const words = useDesk().words.value;
  const [whole, setWhole] = useState(false);
  const { subject, from, attachments } = email;
  const text = email.text.trim();
  // Empty lines would use up the few that are shown.
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const long = text.length > SHORT_CHARS || lines.length > 3;
  const files = attachments.filter(({ inline }) => !inline).length;
  return (
    <div class="mail-preview">
      <strong class="mail-preview-subject">{subject || words.mail.noSubject}</strong>
      <span class="mail-preview-line muted">
        {record !== null && (
          <span class="case-number figures">{words.cases.numbered(record.number)}</span>
        )}
        <span class="clip">{from.address}</span>
        {files > 0 && (
          <span class="mail-files-mark">
            <Icon name="attach" size="small" />
            {words.mail.files(files)}
          </span>
        )}
      </span>
      <p class="offer-preview" data-whole={whole}>
        {(whole ? text : lines.join("\n")) || <span class="muted">{words.mail.noText}</span>}
      </p>
      {long && (
        <button
          type="button"
          class="button quiet small"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? words.mail.readLess : words.mail.readAll}
        </button>
      )}
    </div>
  );
}
