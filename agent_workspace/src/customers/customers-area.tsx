/** The customers area: the list, and one tab for each record opened from it. */

import { useEffect, useRef } from "preact/hooks";
import { CustomerList } from "~/customers/customer-list";
import { CustomerPage } from "~/customers/customer-record";
import { Icon } from "~/design/icon";
import { intoView } from "~/design/into-view";
import { useDesk } from "~/desk/desk-context";

export function CustomersArea() {
  const desk = useDesk();
  const words = desk.words.value.customers;
  const { tabs, book } = desk.customers;
  const area = useRef<HTMLElement>(null);
  const shown = tabs.shown.value;

  useEffect(() => area.current?.focus(), []);
  useEffect(() => {
    // The tab that had the focus is gone.
    if (document.activeElement === document.body) area.current?.focus();
  }, [shown]);

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
                <Icon name="person" size="small" />
                {words.title}
              </button>
            </li>
            {tabs.open.value.map((tab) => {
              const { record } = book.of(tab.id);
              const name = record?.name || tab.name;
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
                    <span class="figures">{tab.number}</span>
                    <span class="clip muted">{name}</span>
                  </button>
                  <button
                    type="button"
                    class="button quiet icon-only small"
                    aria-label={words.close(name)}
                    title={words.close(name)}
                    onClick={() => {
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
      {shown === null ? <CustomerList /> : <CustomerPage key={shown} customerId={shown} />}
    </section>
  );
}
