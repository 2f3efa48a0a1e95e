/** The desk's English. Its shape is what every other language must fill. */

import { calls } from "~/words/en/calls";
import { conversation } from "~/words/en/conversation";
import { customers } from "~/words/en/customers";
import { dialogs } from "~/words/en/dialogs";
import { editor } from "~/words/en/editor";
import { knowledge } from "~/words/en/knowledge";
import { mail } from "~/words/en/mail";
import { pending } from "~/words/en/pending";
import { rail } from "~/words/en/rail";
import { shell } from "~/words/en/shell";

export const en = {
  ...shell,
  ...rail,
  ...conversation,
  ...mail,
  ...customers,
  ...calls,
  ...knowledge,
  ...editor,
  ...pending,
  ...dialogs,
};

export type Words = typeof en;
