// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

import type { AgentStatus, ChangedStatus, ChangedStopNew, EnableQueues, EnabledQueues, Notice, Queue, RosterAgent, SavedPreferences, SeenNotice, SetPreferences, SetStatus, SetStopNew, Snapshot } from "./agent";
import type { ChangedCase, DiscardEmails, ListPending, MailState, PendingEmails } from "./cases";
import type { Chat, History, MarkRead, Message, Read, ReadHistory, SendMessage, SentMessage, SetTyping, Typing } from "./chat";
import type { ErasedCustomer } from "./customers";
import type { Failure } from "./errors";
import type { Annotate, AnswerOffer, BlockVisitor, ChooseCustomer, ChooseInteraction, ChosenCustomer, ChosenInteraction, Explanation, ExtendedWrapUp, Interaction, LoggedChat, Offer, OfferWithdrawn, PoppedScreen, Transfer, TransferTargets } from "./interaction";
import type { Categories, ChooseEntry, ChosenEntry, FoundEntries, InsertEntry, InsertedEntry, ListCategories, SearchEntries, SuggestEntries } from "./knowledge";
import type { Ok } from "./scalars";
import type { FinishCallback, RescheduleCallback } from "./voicemail";
import type { AskForPerson, EndChat, JudgeAnswer, LeaveMessage, RateChat, RequestCallback, RequestedCallback, SendTranscript, Session, StartChat, StartedChat } from "./widget";

/** What a client event is answered with. */
export type Answer<T> = T | Failure;

export interface WidgetClientEvents {
  "chat.start": (payload: StartChat, acknowledge: (answer: Answer<StartedChat>) => void) => void;
  "chat.send": (payload: SendMessage, acknowledge: (answer: Answer<SentMessage>) => void) => void;
  "chat.typing": (payload: SetTyping, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.read": (payload: MarkRead, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.history": (payload: ReadHistory, acknowledge: (answer: Answer<History>) => void) => void;
  "chat.human": (payload: AskForPerson, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.feedback": (payload: JudgeAnswer, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.end": (payload: EndChat, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.rate": (payload: RateChat, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.transcript": (payload: SendTranscript, acknowledge: (answer: Answer<Ok>) => void) => void;
  "callback.request": (payload: RequestCallback, acknowledge: (answer: Answer<RequestedCallback>) => void) => void;
  "message.leave": (payload: LeaveMessage, acknowledge: (answer: Answer<Ok>) => void) => void;
}

export interface WidgetServerEvents {
  "session": (payload: Session) => void;
  "chat": (payload: Chat) => void;
  "message": (payload: Message) => void;
  "typing": (payload: Typing) => void;
  "read": (payload: Read) => void;
}

export interface AgentClientEvents {
  "status.set": (payload: SetStatus, acknowledge: (answer: Answer<ChangedStatus>) => void) => void;
  "stop_new.set": (payload: SetStopNew, acknowledge: (answer: Answer<ChangedStopNew>) => void) => void;
  "queues.enable": (payload: EnableQueues, acknowledge: (answer: Answer<EnabledQueues>) => void) => void;
  "offer.accept": (payload: AnswerOffer, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "offer.reject": (payload: AnswerOffer, acknowledge: (answer: Answer<Ok>) => void) => void;
  "interaction.end": (payload: ChooseInteraction, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "interaction.extend_wrap_up": (payload: ChooseInteraction, acknowledge: (answer: Answer<ExtendedWrapUp>) => void) => void;
  "interaction.annotate": (payload: Annotate, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "interaction.wrap_up": (payload: ChooseInteraction, acknowledge: (answer: Answer<Ok>) => void) => void;
  "interaction.explain": (payload: ChooseInteraction, acknowledge: (answer: Answer<Explanation>) => void) => void;
  "transfer.targets": (payload: ChooseInteraction, acknowledge: (answer: Answer<TransferTargets>) => void) => void;
  "interaction.transfer": (payload: Transfer, acknowledge: (answer: Answer<Ok>) => void) => void;
  "visitor.block": (payload: BlockVisitor, acknowledge: (answer: Answer<Ok>) => void) => void;
  "preferences.set": (payload: SetPreferences, acknowledge: (answer: Answer<SavedPreferences>) => void) => void;
  "email.pending": (payload: ListPending, acknowledge: (answer: Answer<PendingEmails>) => void) => void;
  "email.pull": (payload: ChooseInteraction, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "email.discard": (payload: DiscardEmails, acknowledge: (answer: Answer<Ok>) => void) => void;
  "notice.seen": (payload: SeenNotice, acknowledge: (answer: Answer<Ok>) => void) => void;
  "customer.choose": (payload: ChooseCustomer, acknowledge: (answer: Answer<ChosenCustomer>) => void) => void;
  "faq.search": (payload: SearchEntries, acknowledge: (answer: Answer<FoundEntries>) => void) => void;
  "faq.get": (payload: ChooseEntry, acknowledge: (answer: Answer<ChosenEntry>) => void) => void;
  "faq.categories": (payload: ListCategories, acknowledge: (answer: Answer<Categories>) => void) => void;
  "faq.suggest": (payload: SuggestEntries, acknowledge: (answer: Answer<FoundEntries>) => void) => void;
  "faq.insert": (payload: InsertEntry, acknowledge: (answer: Answer<InsertedEntry>) => void) => void;
  "voicemail.copy": (payload: ChooseInteraction, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "callback.done": (payload: FinishCallback, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "callback.reschedule": (payload: RescheduleCallback, acknowledge: (answer: Answer<ChosenInteraction>) => void) => void;
  "chat.send": (payload: SendMessage, acknowledge: (answer: Answer<SentMessage>) => void) => void;
  "chat.typing": (payload: SetTyping, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.read": (payload: MarkRead, acknowledge: (answer: Answer<Ok>) => void) => void;
  "chat.history": (payload: ReadHistory, acknowledge: (answer: Answer<History>) => void) => void;
}

export interface AgentServerEvents {
  "snapshot": (payload: Snapshot) => void;
  "status": (payload: AgentStatus) => void;
  "queues": (payload: Queue[]) => void;
  "agents": (payload: RosterAgent[]) => void;
  "offer": (payload: Offer) => void;
  "offer.withdrawn": (payload: OfferWithdrawn) => void;
  "interaction": (payload: Interaction) => void;
  "mail": (payload: MailState) => void;
  "case": (payload: ChangedCase) => void;
  "notice": (payload: Notice) => void;
  "screen_pop": (payload: PoppedScreen) => void;
  "auto_log": (payload: LoggedChat) => void;
  "customer.erased": (payload: ErasedCustomer) => void;
  "chat": (payload: Chat) => void;
  "message": (payload: Message) => void;
  "typing": (payload: Typing) => void;
  "read": (payload: Read) => void;
}
