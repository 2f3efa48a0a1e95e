/** A mail's words: as text, the quoted part folded, or as its sender laid them out. */

import type { CaseMail } from "@parley/wire";
import { useMemo, useState } from "preact/hooks";
import { useDesk } from "~/desk/desk-context";
import { HtmlFrame } from "~/mail/html-frame";
import { linkedText } from "~/mail/linked-text";

export function MailBody({ mail }: { mail: CaseMail }) {
  const words = useDesk().words.value.mail;
  const [asHtml, setAsHtml] = useState(false);
  return (
    <div class="mail-body">
      {mail.html_url !== null && (
        <button
          type="button"
          class="button quiet small mail-view"
          onClick={() => setAsHtml(!asHtml)}
        >
          {asHtml ? words.asText : words.asHtml}
        </button>
      )}
      {asHtml && mail.html_url !== null ? (
        <HtmlFrame url={mail.html_url} subject={mail.subject} />
      ) : (
        <>
          {mail.text.trim() === "" ? (
            <p class="muted">{words.noText}</p>
          ) : (
            <p class="mail-text">
              <LinkedText text={mail.text.trim()} />
            </p>
          )}
          <Quoted text={mail.quoted} />
        </>
      )}
    </div>
  );
}

function Quoted({ text }: { text: string }) {
  const words = useDesk().words.value.mail;
  const [shown, setShown] = useState(false);
  if (text.trim() === "") return null;
  return (
    <>
      <button
        type="button"
        class="button quiet small mail-fold"
        aria-expanded={shown}
        onClick={() => setShown(!shown)}
      >
        {shown ? words.hideQuoted : words.showQuoted}
      </button>
      {shown && (
        <blockquote class="mail-quoted">
          <LinkedText text={text.trim()} />
        </blockquote>
      )}
    </>
  );
}

function LinkedText({ text }: { text: string }) {
  const parts = useMemo(() => linkedText(text), [text]);
  return (
    <>
      {parts.map(({ text: part, href }, at) =>
        href === null ? (
          part
        ) : (
          // The same address may stand in a mail many times: its place tells two apart.
          <a key={at} href={href} target="_blank" rel="noopener noreferrer nofollow">
            {part}
          </a>
        ),
      )}
    </>
  );
}
