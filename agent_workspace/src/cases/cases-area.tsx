/** The cases area: the list, and one tab for each case opened from it. */

import { useEffect, useRef } from "preact/hooks";
import { CaseList } from "~/cases/case-list";
import { Icon } from "~/design/icon";
import { intoView } from "~/design/into-view";
import { useDesk } from "~/desk/desk-context";
import { CaseView } from "~/mail/case-view";

export function CasesArea() {
  const desk = useDesk();
  const words = desk.words.value.cases;
  const { tabs, book } = desk.mail;
  const area = useRef<HTMLElement>(null);
  const shown = tabs.shown.value;

  useEffect(() => area.current?.focus(), []);

  return (
    <section class="cases" ref={area} tabIndex={-1} aria-label={words.title}>
      <header class="cases-head">
        <h2 class="unseen">{words.title}</h2>
        <nav class="case-tabs scroll" aria-label={words.tabs}>
          <ul>
            <li class="case-tab" data-shown={shown === null}>
              <button
                type="button"
                aria-current={shown === null ? "page" : undefined}
                onClick={() => tabs.showList()}
              >
                <Icon name="cases" size="small" />
                {words.title}
              </button>
            </li>
            {tabs.open.value.map((tab) => {
              const { record } = book.of(tab.id);
              const number = record?.number ?? tab.number;
              const customer = record?.customer.name ?? tab.customer;
              return (
                <li
                  key={tab.id}
                  class="case-tab"
                  data-shown={shown === tab.id}
                  ref={shown === tab.id ? intoView : null}
                >
                  <button
                    type="button"
                    aria-current={shown === tab.id ? "page" : undefined}
                    onClick={() => tabs.show(tab)}
                  >
                    <span class="unseen">{words.number} </span>
                    <span class="figures">{number}</span>
                    <span class="clip muted">{customer}</span>
                  </button>
                  <button
                    type="button"
                    class="button quiet icon-only small"
                    aria-label={words.close(number)}
                    title={words.close(number)}
                    onClick={() => {
                      desk.mail.drafts.close(tab.id);
                      tabs.close(tab.id);
                      area.current?.focus();
                    }}
                  >
                    <Icon name="close" size="small" />
                  </button>
                </li>
              );
            })}
          </ul>
        </nav>
      </header>
      {shown === null ? (
        <CaseList />
      ) : (
        <div class="case-page" key={shown}>
          <CaseView caseId={shown} mayReply active={false} />
        </div>
      )}
    </section>
  );
}
