/** When to call again: a day from the calendar, a time, and whose clock is meant (CBK-005). */

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { type Appointment, momentOf, type Preset, preset } from "~/callback/appointment";
import { Calendar } from "~/callback/calendar";
import { ownZone, rfc3339, wallTime, zones } from "~/callback/zones";
import { Icon } from "~/design/icon";
import { useDesk } from "~/desk/desk-context";
import { momentThere, zoneName } from "~/words/calendar";

const PRESETS: readonly Preset[] = ["hour", "tomorrow", "week"];

export interface RescheduleFormProps {
  /** Resolves to whether it was taken. */
  readonly onSchedule: (at: string) => Promise<boolean>;
  readonly onBack: () => void;
}

export function RescheduleForm({ onSchedule, onBack }: RescheduleFormProps) {
  const desk = useDesk();
  const words = desk.words.value.callback;
  const locale = desk.locale.value;
  const own = ownZone();
  const now = desk.clock.exact() + desk.state.value.clockOffset;
  const [chosen, setChosen] = useState<Appointment>(() => preset("tomorrow", now, own));
  const [sending, setSending] = useState(false);
  const [tried, setTried] = useState(false);
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  // It opens at the end of a card that may be longer than the window.
  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), []);
  const moment = momentOf(chosen, now);
  const change = (part: Partial<Appointment>) => setChosen({ ...chosen, ...part });

  const submit = async () => {
    setTried(true);
    if (typeof moment !== "number" || sending) return;
    setSending(true);
    const taken = await onSchedule(rfc3339(moment, chosen.zone));
    if (taken) desk.toasts.say(words.scheduled(momentThere(moment, own, locale)), "done");
    else setSending(false);
  };

  return (
    <form
      ref={form}
      class="reschedule"
      aria-labelledby={`${id}-title`}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h3 id={`${id}-title`}>{words.again}</h3>
      <div class="reschedule-presets">
        {PRESETS.map((name) => (
          <button
            key={name}
            type="button"
            class="button small"
            onClick={() => setChosen(preset(name, now, chosen.zone))}
          >
            {words.presets[name]}
          </button>
        ))}
      </div>
      <div class="reschedule-fields">
        <Calendar
          label={words.day}
          chosen={chosen.day}
          earliest={wallTime(now, chosen.zone).day}
          onChoose={(day) => change({ day })}
        />
        <div class="reschedule-clock">
          <div class="field">
            <label for={`${id}-time`}>{words.time}</label>
            <input
              id={`${id}-time`}
              class="input figures"
              type="time"
              required
              value={chosen.time}
              aria-invalid={typeof moment !== "number"}
              aria-describedby={`${id}-when`}
              onInput={(event) => change({ time: event.currentTarget.value })}
            />
          </div>
          <div class="field">
            <label for={`${id}-zone`}>{words.zone}</label>
            <select
              id={`${id}-zone`}
              class="input"
              value={chosen.zone}
              onChange={(event) => change({ zone: event.currentTarget.value })}
            >
              {zones(own).map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </select>
          </div>
          <p
            id={`${id}-when`}
            class="reschedule-when"
            data-problem={typeof moment !== "number"}
            role={tried ? "alert" : "status"}
          >
            {typeof moment === "number" ? (
              <>
                <Icon name="calendar" size="small" />
                <span>
                  {words.chosen(momentThere(moment, chosen.zone, locale), zoneName(chosen.zone))}
                  {chosen.zone !== own && (
                    <span class="muted"> ({words.here(momentThere(moment, own, locale))})</span>
                  )}
                </span>
              </>
            ) : (
              <>
                <Icon name="warning" size="small" />
                <span>{words[moment]}</span>
              </>
            )}
          </p>
        </div>
      </div>
      <footer class="reschedule-foot">
        <button type="button" class="button" onClick={onBack}>
          {words.back}
        </button>
        <button
          type="submit"
          class="button primary"
          aria-disabled={typeof moment !== "number" || sending}
          aria-describedby={`${id}-when`}
        >
          {words.schedule}
        </button>
      </footer>
    </form>
  );
}
