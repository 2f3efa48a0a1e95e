/** The conversation: the log, what is being waited for, and the place to write. */
import type { JSX } from "preact";
import { liveChat } from "../session/state";
import { BotCard } from "./BotCard";
import { Composer } from "./Composer";
import { useChatState } from "./context";
import { Ended } from "./Ended";
import { Log } from "./Log";
import { WaitingCard } from "./WaitingCard";

export function Conversation(): JSX.Element {
  const chat = liveChat(useChatState());
  return (
    <main class="conversation">
      <Log />
      {chat?.state === "bot" && <BotCard chat={chat} />}
      {chat?.state === "waiting" && <WaitingCard chat={chat} />}
      {chat ? <Composer key={chat.id} chat={chat} /> : <Ended />}
    </main>
  );
}
