/** The desk's English. Its shape is what every other language must fill. */

import { conversation } from "~/words/en/conversation";
import { dialogs } from "~/words/en/dialogs";
import { mail } from "~/words/en/mail";
import { rail } from "~/words/en/rail";
import { shell } from "~/words/en/shell";

export const en = { ...shell, ...rail, ...conversation, ...mail, ...dialogs };

export type Words = typeof en;
