/** The desk: its state, its clock, its commands, wired once. */

import type { Attachment, Locale } from "@parley/wire";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { Alerts } from "~/alerts/alerts";
import { Announcer } from "~/alerts/announcer";
import { BrowserNotifications } from "~/alerts/browser-notifications";
import { Leader } from "~/alerts/leader";
import { Sounds } from "~/alerts/sounds";
import { chatFiles } from "~/composer/chat-files";
import { followChats } from "~/composer/cut-off";
import { Drafts } from "~/composer/drafts";
import { Outbox } from "~/composer/outbox";
import { Uploads } from "~/composer/uploads";
import { CallCommands } from "~/desk/call-commands";
import { ChatCommands } from "~/desk/chat-commands";
import { Clock } from "~/desk/clock";
import { buildCustomerDesk, type CustomerDesk } from "~/desk/customer-desk";
import { HistoryKeeper } from "~/desk/history-keeper";
import { buildKnowledge } from "~/desk/knowledge";
import { startRenewingLinks } from "~/desk/link-renewer";
import { buildMailDesk, type MailDesk } from "~/desk/mail-desk";
import { randomId } from "~/desk/random-id";
import { buildRecordings } from "~/desk/recordings";
import { SelfCommands } from "~/desk/self-commands";
import { Session } from "~/desk/session";
import { Toasts } from "~/desk/toasts";
import { View } from "~/desk/view";
import { Viewport } from "~/desk/viewport";
import { WorkCommands } from "~/desk/work-commands";
import { ComingPictures } from "~/editor/coming-pictures";
import type { Knowledge } from "~/knowledge/knowledge";
import { PendingList } from "~/pending/pending-list";
import { TYPING_LIFETIME_MS } from "~/state/conversation";
import { type DeskState, initialState } from "~/state/desk-state";
import type { DeskEvent, PushedEvent } from "~/state/events";
import { reduce } from "~/state/reduce";
import { isMine } from "~/state/work";
import { browserStore, Kept } from "~/storage/kept";
import { GatewaySocket } from "~/transport/gateway-socket";
import { PictureRequests } from "~/transport/pictures";
import { Refusal } from "~/transport/refusal";
import type { Recordings } from "~/voicemail/recordings";
import { DICTIONARIES, guessLocale } from "~/words/dictionary";
import type { Words } from "~/words/en";
import { UnsavedNotes } from "~/wrap_up/unsaved-notes";

export interface Desk {
  readonly state: ReadonlySignal<DeskState>;
  readonly locale: ReadonlySignal<Locale>;
  readonly words: ReadonlySignal<Words>;
  readonly upgradeRequired: ReadonlySignal<boolean>;
  /** Whether this agent has never accepted an offer in this browser. */
  readonly firstRun: ReadonlySignal<boolean>;
  explain(error: unknown): void;
  readonly clock: Clock;
  readonly view: View;
  readonly toasts: Toasts;
  readonly announcer: Announcer;
  readonly sounds: Sounds;
  readonly notifications: BrowserNotifications;
  readonly session: Session;
  readonly self: SelfCommands;
  readonly work: WorkCommands;
  readonly chat: ChatCommands;
  readonly calls: CallCommands;
  readonly recordings: Recordings;
  readonly knowledge: Knowledge;
  readonly pictures: PictureRequests;
  readonly coming: ComingPictures;
  readonly drafts: Drafts;
  readonly unsavedNotes: UnsavedNotes;
  readonly outbox: Outbox;
  readonly uploads: Uploads<Attachment>;
  readonly mail: MailDesk;
  readonly customers: CustomerDesk;
  readonly pending: PendingList;
}

export function buildDesk(): Desk {
  const state = signal<DeskState>(initialState);
  const upgradeRequired = signal(false);
  const firstRun = signal(true);
  const clock = new Clock();
  const store = browserStore();
  const shared = new Kept(store, "shared");
  const guessed = shared.read<Locale>("locale") ?? guessLocale(navigator.languages);
  const locale = computed(() =>
    state.value.me === null ? guessed : state.value.preferences.locale,
  );
  const words = computed(() => DICTIONARIES[locale.value]);
  const toasts = new Toasts();
  const view = new View(state, new Viewport());

  const socket = new GatewaySocket({
    onEvent: (type, payload) => dispatch({ type, payload, at: clock.exact() } as PushedEvent),
    onLink: (link) => dispatch({ type: "link", link, at: clock.exact() }),
    onUpgradeRequired: () => {
      upgradeRequired.value = true;
    },
    since: () => heldSeqs(state.peek()),
    locale: () => locale.peek(),
    now: () => clock.exact(),
  });

  /** Tells the person why a command had no effect; anything but a refusal is a defect. */
  const explain = (error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    const { noConnection, unexpected } = words.peek().errors;
    toasts.say(
      error.code === "no_connection" ? noConnection : error.message || unexpected,
      "problem",
    );
  };

  const common = { state, socket, dispatch, explain, clock, words, toasts, view };
  const drafts = new Drafts();
  const unsavedNotes = new UnsavedNotes();
  const outbox = new Outbox({
    send: ({ chatId, clientId, text, html, attachments }) =>
      socket.request(
        "chat.send",
        {
          chat_id: chatId,
          client_id: clientId,
          ...(html === undefined ? { text } : { html }),
          ...(attachments.length > 0 ? { attachments: attachments.map(({ id }) => id) } : {}),
        },
        "endless",
      ),
    onSent: (message) => dispatch({ type: "message", payload: message, at: clock.exact() }),
    newId: randomId,
    now: () => clock.exact(),
  });
  const session = new Session({ ...common, shared });
  const uploads = new Uploads(chatFiles({ ...common, drafts, locale, token: () => session.token }));
  const coming = new ComingPictures();
  const mail = buildMailDesk({ ...common, coming, locale, token: () => session.token });
  const customers = buildCustomerDesk({ ...common, token: () => session.token });
  const pending = new PendingList({
    list: (queueId, after) => socket.request("email.pending", { queue_id: queueId, after }),
    explain,
    now: () => clock.exact(),
  });
  const recordings = buildRecordings({ token: () => session.token, words, locale });
  const pictures = new PictureRequests(() => session.token);
  const knowledge = buildKnowledge({ ...common, token: () => session.token });
  const sounds = new Sounds(shared);
  const announcer = new Announcer();
  const notifications = new BrowserNotifications();
  const alerts = new Alerts({
    state,
    clock,
    words,
    view,
    sounds,
    leader: new Leader(),
    announcer,
    notifications,
    toasts,
  });
  const history = new HistoryKeeper(common);
  startRenewingLinks(common);

  function dispatch(event: DeskEvent): void {
    const before = state.peek();
    state.value = reduce(before, event);
    if (event.type === "snapshot") {
      clock.follow(state.peek().clockOffset);
      shared.write("locale", event.payload.preferences.locale);
      if (before.me?.id !== event.payload.agent.id) {
        const kept = new Kept(store, event.payload.agent.id);
        drafts.belongTo(kept);
        unsavedNotes.belongTo(kept);
        outbox.belongTo(kept);
        view.belongTo(kept);
        mail.belongTo(kept);
        customers.belongTo(kept);
        recordings.belongTo(kept);
        firstRun.value = kept.read<boolean>("accepted") !== true;
      }
    }
    if (firstRun.peek() && event.type === "interaction" && isMine(event.payload)) {
      firstRun.value = false;
      new Kept(store, state.peek().me?.id ?? "").write("accepted", true);
    }
    if (event.type === "typing" && event.payload.typing) expireTyping(event.payload.chat_id);
    followChats(before, state.peek(), { uploads, coming, toasts, words });
    history.follow(event);
    mail.follow(event);
    customers.follow(event);
    recordings.follow(event);
    knowledge.follow(event);
    pending.follow(event);
    alerts.follow(event, before);
  }

  function expireTyping(chatId: string): void {
    const expire = () => dispatch({ type: "typing.expired", chatId, at: clock.exact() });
    setTimeout(expire, TYPING_LIFETIME_MS);
  }

  return {
    state,
    locale,
    words,
    upgradeRequired,
    firstRun,
    explain,
    clock,
    view,
    toasts,
    announcer,
    sounds,
    notifications,
    session,
    self: new SelfCommands(common),
    work: new WorkCommands(common),
    chat: new ChatCommands({ ...common, drafts, outbox, uploads, coming }),
    calls: new CallCommands(common),
    recordings,
    knowledge,
    pictures,
    coming,
    drafts,
    unsavedNotes,
    outbox,
    uploads,
    mail,
    customers,
    pending,
  };
}

function heldSeqs(state: DeskState): Record<string, number> {
  const seqs: Record<string, number> = {};
  for (const { chat } of state.work) {
    const last = chat === undefined ? undefined : state.conversations[chat.id]?.messages.at(-1);
    if (last !== undefined) seqs[last.chat_id] = last.seq;
  }
  return seqs;
}
