/** The widget in English. */

const plural = new Intl.PluralRules("en");
const count = (n: number, one: string, other: string): string =>
  `${n} ${plural.select(n) === "one" ? one : other}`;

export const en = {
  // The panel
  panel: "Chat",
  chatWith: (name: string) => `Chat with ${name}`,
  openChat: "Open chat",
  close: "Close",
  back: "Back",
  menu: "Options",
  unread: (n: number) => count(n, "unread message", "unread messages"),
  newMessages: (n: number) => `${count(n, "new message", "new messages")} below`,

  // The first screen
  hello: "Hello. How can we help?",
  startTitle: "Write to us",
  startSoon: "Someone answers as soon as they are free",
  startUnstaffed: "Nobody is here just now; you can wait or leave a message",
  leaveTitle: "Leave a message",
  leaveHint: "We answer by email",
  closedNow: "We are closed at the moment.",
  opensAt: (when: string) => `We open again ${when}.`,
  atTime: (day: string, time: string) => `${day} at ${time}`,
  openNow: "We are here",
  awayNow: "Nobody is at the desk",
  continueTitle: "Go on with your conversation",
  readEarlier: "Read your last conversation",

  // Forms
  yourName: "Your name",
  email: "Email address",
  accountNumber: "Account number",
  caseNumber: "Case number",
  firstMessage: "How can we help?",
  message: "Message",
  optional: "optional",
  startChat: "Start the conversation",
  sendMessage: "Send the message",
  missing: "Please fill this in.",
  notANumber: "Please give a number.",
  notAnEmail: "Please give an address such as name@example.org.",
  tooLong: (max: number) => `Please stay below ${max.toLocaleString("en")} characters.`,
  formLost: "The connection failed. What you wrote is still here: please try again.",
  leftTitle: "Message received",
  leftText: "We will answer you by email.",
  leftDone: "Back to the start",

  // Waiting
  waitingTitle: "You are in the queue",
  position: (n: number) => (n === 1 ? "You are next" : `Number ${n} in the queue`),
  wait: (wait: string) => `The wait is ${wait}`,
  waitUnknown: "We cannot say how long it will take",
  waitHint: "You may already write. Closing this window does not lose your place.",
  leaveInstead: "Leave a message instead",
  lessThanAMinute: "less than a minute",
  aboutMinutes: (n: number) => `about ${count(n, "minute", "minutes")}`,
  moreThanAnHour: "more than an hour",
  bot: "Assistant",
  helped: "That helped",
  notHelped: "That did not help",
  toPerson: "Talk to a person",

  // The log
  log: "Conversation",
  you: "You",
  someone: "Adviser",
  today: "Today",
  yesterday: "Yesterday",
  sending: "Sending",
  queued: "Waiting for the connection",
  sent: "Sent",
  read: "Read",
  notSent: "Not sent.",
  retry: "Try again",
  discard: "Discard",
  typing: (name: string) => `${name} is typing`,
  earlierMessages: "Show earlier messages",
  earlierChat: "Show the conversation before this one",
  chatEnded: "This conversation has ended.",
  chatEndedBy: {
    customer: "You ended this conversation.",
    agent: (name: string) => `${name} ended the conversation.`,
  },
  image: (name: string) => `Image ${name}`,
  openImage: (name: string) => `Open image ${name}`,

  // The composer
  write: "Write a message",
  send: "Send",
  attach: "Attach a file",
  removeFile: (name: string) => `Remove ${name}`,
  uploading: "Uploading",
  uploadFailed: (name: string) => `${name} could not be sent.`,
  fileTooLarge: (name: string, max: string) => `${name} is larger than ${max}.`,
  left: (n: number) => `${count(n, "character", "characters")} left`,
  over: (n: number) => `${count(n, "character", "characters")} too many`,
  hint: "Enter sends, Shift and Enter starts a new line",

  // The end
  mute: "Mute the sound",
  unmute: "Turn the sound on",
  end: "End the conversation",
  endTitle: "End this conversation?",
  endText: "You can still read it here afterwards.",
  endYes: "End it",
  endNo: "Go on talking",
  rateTitle: "How was this conversation?",
  rateScore: (n: number) => `${n} out of 5`,
  rateWords: ["Very bad", "Bad", "Fair", "Good", "Very good"],
  rateComment: "What should we know? (optional)",
  rateSend: "Send the rating",
  rateThanks: "Thank you for your rating.",
  transcript: "Receive a copy by email",
  transcriptTitle: "Copy by email",
  transcriptSend: "Send the copy",
  transcriptDone: (email: string) => `The copy is on its way to ${email}.`,
  startAgain: "Start a new conversation",

  // The connection
  connecting: "Connecting",
  reconnecting: "Connection lost. Reconnecting; what you write is kept.",
  offline: "You are offline. What you write is sent as soon as you are back.",
  refusedTitle: "The chat is not available",
  refused: "This chat cannot be opened here. Please try again later.",
  outdated: "This page is out of date. Please reload it.",
  failed: "That did not work. Please try again.",
  cancel: "Cancel",
};

export type Words = typeof en;
