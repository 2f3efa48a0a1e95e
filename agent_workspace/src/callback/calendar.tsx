/** A calendar to choose a day from, by the ARIA practice: arrows move, Page keys turn the month. */

import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { addMonths, moved, weeksOf } from "~/callback/month";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { dayInFull, monthName, weekdayNames } from "~/words/calendar";

export interface CalendarProps {
  readonly label: string;
  /** As `2026-03-29`. */
  readonly chosen: string;
  /** No day before this one can be chosen. */
  readonly earliest: string;
  readonly onChoose: (day: string) => void;
}

export function Calendar({ label, chosen, earliest, onChoose }: CalendarProps) {
  const desk = useDesk();
  const words = desk.words.value.callback;
  const locale = desk.locale.value;
  const grid = useRef<HTMLDivElement>(null);
  const byKey = useRef(false);
  const id = useId();
  const go = (day: string) => onChoose(day < earliest ? earliest : day);

  // The keys take the focus along; a press on an arrow button leaves it there.
  useLayoutEffect(() => {
    if (!byKey.current) return;
    byKey.current = false;
    grid.current?.querySelector<HTMLElement>('[aria-selected="true"] button')?.focus();
  }, [chosen]);

  return (
    <div class="calendar">
      <div class="calendar-head">
        <button
          type="button"
          class="button quiet icon-only small calendar-earlier"
          aria-label={words.earlierMonth}
          title={words.earlierMonth}
          disabled={chosen.slice(0, 7) <= earliest.slice(0, 7)}
          onClick={() => go(addMonths(chosen, -1))}
        >
          <Icon name="chevron" />
        </button>
        <h4 id={`${id}-month`} aria-live="polite">
          {monthName(chosen, locale)}
        </h4>
        <button
          type="button"
          class="button quiet icon-only small calendar-later"
          aria-label={words.laterMonth}
          title={words.laterMonth}
          onClick={() => go(addMonths(chosen, 1))}
        >
          <Icon name="chevron" />
        </button>
      </div>
      <div
        ref={grid}
        class="calendar-days"
        role="grid"
        aria-label={label}
        aria-describedby={`${id}-keys`}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = moved(chosen, event.key);
          if (next === null) return;
          event.preventDefault();
          byKey.current = true;
          go(next);
        }}
      >
        <div role="row">
          {weekdayNames(locale).map(({ short, long }) => (
            <span key={long} role="columnheader" aria-label={long}>
              {short}
            </span>
          ))}
        </div>
        {weeksOf(chosen).map((week) => (
          <div key={week[0]} role="row">
            {week.map((day) => (
              <span
                key={day}
                role="gridcell"
                aria-selected={day === chosen}
                data-other={day.slice(0, 7) !== chosen.slice(0, 7)}
              >
                <button
                  type="button"
                  tabIndex={day === chosen ? 0 : -1}
                  disabled={day < earliest}
                  aria-label={dayInFull(day, locale)}
                  onClick={() => onChoose(day)}
                >
                  {Number(day.slice(8))}
                </button>
              </span>
            ))}
          </div>
        ))}
      </div>
      <p id={`${id}-keys`} class="unseen">
        {words.calendarKeys}
      </p>
    </div>
  );
}
