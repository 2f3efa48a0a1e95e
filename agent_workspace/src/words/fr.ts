/** The desk's French, written for French readers rather than translated word by word. */

import type { Words } from "~/words/en";
import { calls } from "~/words/fr/calls";
import { conversation } from "~/words/fr/conversation";
import { customers } from "~/words/fr/customers";
import { dialogs } from "~/words/fr/dialogs";
import { editor } from "~/words/fr/editor";
import { knowledge } from "~/words/fr/knowledge";
import { mail } from "~/words/fr/mail";
import { pending } from "~/words/fr/pending";
import { rail } from "~/words/fr/rail";
import { shell } from "~/words/fr/shell";

export const fr: Words = {
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
