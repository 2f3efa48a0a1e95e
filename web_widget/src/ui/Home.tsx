/** The first screen: what one can do, and how long it takes now. */
import type { JSX } from "preact";
import { liveChat, mayStart, present } from "../session/state";
import { Consent } from "./Consent";
import { useChatState, useSpeech, useWidget } from "./context";
import { Icon, type IconName } from "./Icon";

export function Home(): JSX.Element {
  const { session } = useWidget();
  const { words, moment } = useSpeech();
  const state = useChatState();
  const { settings, archive } = state;
  if (!settings) return <main class="screen" />;
  const { bot, open, staffed, opens_at: opensAt } = settings;
  const archived = archive.at(-1);

  const resume = (
    <Choice icon="chat" title={words.continueTitle} chosen={() => session.show("chat")} />
  );
  const start = (
    <Choice
      icon="chat"
      title={words.startTitle}
      hint={bot ? words.startBot : staffed ? words.startSoon : words.startUnstaffed}
      chosen={() => session.show("start")}
    />
  );
  const leave = (
    <Choice
      icon="letter"
      title={words.leaveTitle}
      hint={!open && opensAt ? words.opensAt(moment(opensAt, new Date())) : words.leaveHint}
      chosen={() => session.show("leave")}
    />
  );
  const speak = (
    <Choice
      icon="microphone"
      title={words.voiceTitle}
      hint={settings.callback ? words.voiceHint : ""}
      chosen={() => session.show("voice")}
    />
  );
  const reread = (
    <Choice
      icon="history"
      title={words.readEarlier}
      chosen={() => {
        session.show("chat");
        if (!present(state) && archived) void session.recall(archived);
      }}
    />
  );
  return (
    <main class="screen home">
      <ul class="choices">
        {liveChat(state) ? (
          resume
        ) : (
          <>
            {mayStart(settings) && start}
            {!(open && staffed) && leave}
            {!(open && staffed) && settings.voice && speak}
            {(present(state) || archived) && reread}
          </>
        )}
      </ul>
      <Consent />
    </main>
  );
}

interface ChoiceProps {
  icon: IconName;
  title: string;
  hint?: string;
  chosen: () => void;
}

function Choice({ icon, title, hint, chosen }: ChoiceProps): JSX.Element {
  return (
    <li>
      <button type="button" class="choice" onClick={chosen}>
        <Icon name={icon} />
        <span class="choice-text">
          <strong>{title}</strong>
          {hint && <span>{hint}</span>}
        </span>
        <Icon name="forward" />
      </button>
    </li>
  );
}
