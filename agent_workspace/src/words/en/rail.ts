/** The English of the rail and the empty desk. */

import { counted } from "~/words/en/counted";

export const rail = {
  me: {
    hello: (name: string) => `Hello, ${name}`,
    ready: "Ready to work",
    status: (status: string) => `Status: ${status}`,
    change: "Change status",
    stopNew: "Stop new",
    stopNewHint: "Finish the chats you have; no new one rings.",
    resume: "Resume",
    thenStatus: (status: string) => `then ${status.toLowerCase()}`,
    noCode: "Without a reason",
    chooseCode: (status: string) => `${status}: choose a reason`,
    logOutBlocked: "Finish what you have in hand, go on break or work offline, then log out.",
    reasons: {
      rejected: "You turned an offer down, so no other one rings until you are ready again.",
      timed_out: "An offer rang out unanswered, so no other one rings until you are ready again.",
    } as Record<string, string>,
  },

  offer: {
    title: (medium: string) => `New ${medium.toLowerCase()}`,
    accept: "Accept",
    reject: "Reject",
    noReject: "Rejecting needs a permission from your supervisor",
    waited: (time: string) => `waited ${time}`,
    secondsLeft: (n: number) => `${counted(n, "second", "seconds")} left to accept`,
    announced: (medium: string, who: string, queue: string, n: number) =>
      `${medium} offer from ${who}, queue ${queue}. ${counted(n, "second", "seconds")} to accept. Alt A accepts.`,
    announcedAgain: (who: string, n: number) => `${n} seconds left to accept ${who}.`,
    noMessage: "No message yet",
    transferredFrom: (whom: string) => `Transferred by ${whom}`,
    answers: "Answers before the chat",
    gone: {
      timed_out: "The offer rang out; the customer kept their place.",
      abandoned: "The customer left before you could accept.",
      accepted: "",
      rejected: "",
      unreachable: "The offer was withdrawn while you were not connected.",
      status: "The offer was withdrawn because your status changed.",
      restart: "The gateway restarted; the customer kept their place.",
    } as Record<string, string>,
  },

  work: {
    title: "My work",
    held: (n: number, most: number) => `${n} of ${most}`,
    empty: "What you accept is listed here.",
    anonymous: "Visitor",
    unread: (n: number) => counted(n, "unread message", "unread messages"),
    waitsFor: (time: string) => `waiting ${time}`,
    answered: "answered",
    yours: (text: string) => `You: ${text}`,
    typing: "typing…",
    ended: "ended",
    sideBySide: "Side by side",
    oneAtATime: "One at a time",
    newMessage: (who: string, n: number) => `New message from ${who}, chat ${n}`,
  },

  queues: {
    title: "My queues",
    none: "You are in no queue yet. A supervisor adds you to one.",
    search: "Find a queue",
    waiting: (n: number) => `${n} waiting`,
    longest: (time: string) => `longest ${time}`,
    agents: (n: number) => counted(n, "agent available", "agents available"),
    agentsShort: (n: number) => counted(n, "agent free", "agents free"),
    calm: "no one waiting",
    closed: "closed",
    serve: (name: string) => `Serve ${name}`,
    confirm: "Confirm selections",
    locked: "Your supervisor decides which queues you serve.",
    onBreak: "You can change your queues after the break.",
  },

  team: {
    title: "Team",
    unreachable: "not connected",
    search: "Find a colleague",
    none: "No one else is here yet.",
  },

  mailboxes: {
    title: "Mailboxes",
    waitsIn: (queue: string) => `Its mail waits in ${queue}`,
    handedIn: "handed in",
    fresh: "mail comes in",
    since: (minutes: number) =>
      minutes === 0 ? "no mail now" : `not fetched for ${counted(minutes, "minute", "minutes")}`,
    setAside: (n: number) =>
      `${counted(n, "message", "messages")} cannot be fetched. Tried again each hour.`,
  },

  home: {
    breakTitle: "You are on a break",
    breakText: "Nothing rings. When you are back, start with “Ready to work”.",
    offlineTitle: "You are working offline",
    offlineText: "Nothing rings, and everything stays open for you to finish what you began.",
    calmTitle: "No one is waiting.",
    ringsTitle: "Somebody rings: accept on the left.",
    ringsAbove: "Somebody rings: accept above.",
    waitingTitle: (n: number) => counted(n, "person is waiting.", "people are waiting."),
    availableFor: (time: string) => `You have been available for ${time}.`,
    noQueue: "You serve no queue, so nothing can ring. Tick one under “My queues”.",
    firstTitle: "How a contact reaches you",
    first: [
      "A customer gets in touch and takes a place in a queue, by chat, email or telephone.",
      "It rings in the left column of whoever has been available longest. Accept with Alt+A before the ring closes.",
      "Answer, end, choose a code, finish. The next one rings by itself.",
    ],
  },
};
