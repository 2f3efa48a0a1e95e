// Generated from gateway/wire by scripts/generate_wire.py. Do not edit: change the structs.

export type * from "./agent";
export type * from "./cases";
export type * from "./chat";
export type * from "./chat_logs";
export type * from "./company";
export type * from "./contacts";
export type * from "./customers";
export type * from "./errors";
export type * from "./events";
export type * from "./http";
export type * from "./images";
export type * from "./interaction";
export type * from "./knowledge";
export type * from "./literals";
export type * from "./mail";
export type * from "./mailboxes";
export type * from "./reports";
export type * from "./scalars";
export type * from "./tasks";
export type * from "./voicemail";
export type * from "./voicemail_rules";
export type * from "./widget";
