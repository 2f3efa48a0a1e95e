/** The English of what the answer bot did before a person came; fetched with its block. */

import type { PersonWhy } from "@parley/wire";
import { counted } from "~/words/en/counted";

export const botPart = {
  title: "Before you: the answer bot",
  answers: (n: number) => counted(n, "answer", "answers"),
  misses: (n: number) => counted(n, "question without an answer", "questions without an answer"),
  asked: (n: number) => counted(n, "question for the case", "questions for the case"),
  why: {
    wanted: "The customer wanted a person.",
    missed: "It found no answer.",
    not_helped: "Its answer did not help.",
    message: "The customer left a message.",
  } satisfies Record<PersonWhy, string>,
};
