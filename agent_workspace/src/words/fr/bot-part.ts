/** The French of what the answer bot did before a person came; fetched with its block. */

import type { botPart as english } from "~/words/en/bot-part";
import { counted } from "~/words/fr/counted";

export const botPart: typeof english = {
  title: "Avant vous\u00a0: le robot",
  answers: (n) => counted(n, "réponse", "réponses"),
  misses: (n) => counted(n, "question sans réponse", "questions sans réponse"),
  asked: (n) => counted(n, "question pour le dossier", "questions pour le dossier"),
  why: {
    wanted: "Le client voulait parler à quelqu’un.",
    missed: "Il n’a pas trouvé de réponse.",
    not_helped: "Sa réponse n’a pas aidé.",
    message: "Le client a laissé un message.",
  },
};
