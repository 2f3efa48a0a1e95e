/** The choice of the signature below a mail (ERP-006). */

import type { Case } from "@parley/wire";
import { useId } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import type { HeldDraft } from "~/mail/draft-state";
import { signatureOf, signaturesFor, signed } from "~/mail/signature";

export function SignatureField({ record, draft }: { record: Case; draft: HeldDraft }) {
  const desk = useDesk();
  const words = desk.words.value.mail;
  const id = useId();
  const { sender, html } = draft.writing;
  const known = signaturesFor(record, desk.state.value.preferences.signature, sender);
  if (known.length === 0) return null;
  return (
    <div class="reply-field reply-signature">
      <label for={id}>{words.signature}</label>
      <select
        id={id}
        class="input"
        value={signatureOf(html, known)}
        onChange={(event) =>
          desk.mail.drafts.sign(draft.id, signed(html, known, event.currentTarget.value))
        }
      >
        {known.map((text) => (
          <option key={text} value={text}>
            {text.split("\n")[0]}
          </option>
        ))}
        <option value="">{words.noSignature}</option>
      </select>
    </div>
  );
}
