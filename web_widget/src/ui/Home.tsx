/** The first screen: what one can do, and how long it takes now. */
import type { JSX } from "preact";
import { liveChat, present } from "../session/state";
import { Consent } from "./Consent";
import { useChatState, useSpeech, useWidget } from "./context";
import { Icon, type IconName } from "./Icon";

export function Home(): JSX.Element {
  const { session } = useWidget();
  const { words, moment } = useSpeech();
  const state = useChatState();
  const { settings } = state;
  if (!settings) return <main class="screen" />;
  const live = liveChat(state);
  const earlier = present(state) ?? (state.archive.length > 0 ? state.archive.at(-1) : null);
  const opensAt =
    settings.opens_at && !settings.open ? words.opensAt(moment(settings.opens_at, new Date())) : "";
  const start: Choice = {
    icon: "chat",
    title: words.startTitle,
    hint: settings.staffed ? words.startSoon : words.startUnstaffed,
    chosen: () => session.show("start"),
  };
  const leave: Choice = {
    icon: "letter",
    title: words.leaveTitle,
    hint: opensAt || words.leaveHint,
    chosen: () => session.show("leave"),
  };
  const choices: Choice[] = settings.open ? (settings.staffed ? [start] : [start, leave]) : [leave];
  if (live)
    choices.unshift({
      icon: "chat",
      title: words.continueTitle,
      hint: "",
      chosen: () => session.show("chat"),
    });
  else if (earlier) {
    choices.push({
      icon: "history",
      title: words.readEarlier,
      hint: "",
      chosen: () => void reread(),
    });
  }

  async function reread(): Promise<void> {
    session.show("chat");
    if (typeof earlier === "string") await session.recall(earlier);
  }

  return (
    <main class="screen home">
      <ul class="choices">
        {choices.map(({ icon, title, hint, chosen }) => (
          <li key={title}>
            <button type="button" class="choice" onClick={chosen}>
              <Icon name={icon} />
              <span class="choice-text">
                <strong>{title}</strong>
                {hint && <span>{hint}</span>}
              </span>
              <Icon name="forward" />
            </button>
          </li>
        ))}
      </ul>
      <Consent />
    </main>
  );
}

interface Choice {
  icon: IconName;
  title: string;
  hint: string;
  chosen: () => void;
}
