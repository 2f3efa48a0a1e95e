/** The first screen: what one can do, and how long it takes now. */
import type { JSX } from "preact";
import { liveChat, mayStart, present } from "../session/state";
import { Consent } from "./Consent";
import { useChatState, useSpeech, useWidget } from "./context";
import { Icon, type IconName } from "./Icon";

export function Home(): JSX.Element {
  const { session } = useWidget();
  const { language, words, moment } = useSpeech();
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
        {settings.faq && (
          <Choice
            icon="book"
            title={words.faqTitle}
            hint={words.faqHint}
            page={`/faq/?lang=${language}`}
          />
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
  /** A page beside the conversation, read in a tab of its own. */
  page?: string;
  chosen?: () => void;
}

function Choice({ icon, title, hint, page, chosen }: ChoiceProps): JSX.Element {
  const face = (
    <>
      <Icon name={icon} />
      <span class="choice-text">
        <strong>{title}</strong>
        {hint && <span>{hint}</span>}
      </span>
      <Icon name="forward" />
    </>
  );
  return (
    <li>
      {page ? (
        <a class="choice" href={page} target="_blank" rel="noopener">
          {face}
        </a>
      ) : (
        <button type="button" class="choice" onClick={chosen}>
          {face}
        </button>
      )}
    </li>
  );
}
