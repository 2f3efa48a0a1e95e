/** The French of the knowledge base; narrow no-break spaces stand as \u202f. */

import type { knowledge as english } from "~/words/en/knowledge";
import { counted } from "~/words/fr/counted";

export const knowledge: typeof english = {
  knowledge: {
    title: "Base de connaissances",
    search: "Chercher dans la base de connaissances",
    searchHint: "Question, mot ou raccourci",
    category: "Catégorie",
    allCategories: "Toutes les catégories",
    results: "Fiches trouvées",
    found: (n) => counted(n, "fiche trouvée", "fiches trouvées"),
    nothing: "Aucune fiche ne correspond. Essayez d’autres mots, ou une autre catégorie.",
    empty: "Il n’y a pas encore de fiche ici.",
    failed: "La base de connaissances n’a pas répondu.",
    tryAgain: "Réessayer",
    insertText: "Insérer le texte",
    insertLink: "Insérer le lien",
    linkOnly:
      "Contient ce qu’un message ne peut montrer, un tableau par exemple\u00a0: un lien est inséré.",
    reasons: {
      table: "Contient un tableau, qu’un message ne peut montrer\u00a0: un lien est inséré.",
      element: "Contient ce qu’un message ne peut montrer\u00a0: un lien est inséré.",
      too_long: "Trop longue pour un message\u00a0: un lien est inséré.",
    },
    page: "Ouvrir sa page",
    nowhere: "Ouvrez un chat ou une réponse pour l’y insérer.",
    linked: (question) =>
      `«\u202f${question}\u202f» est inséré comme lien\u00a0: un message ne peut tout en montrer.`,
    suggested: "Fiches qui peuvent répondre au client",
    dismiss: "Masquer les suggestions",
    shortcuts: "Raccourcis",
    menuOpen: (n) => `${counted(n, "fiche", "fiches")}. Tab insère le texte, Maj Tab le lien.`,
    keyText: "insère",
    keyLink: "en lien",
    keyClose: "ferme",
    close: "Fermer la base de connaissances",
    choose: "Choisissez une fiche pour la lire.",
    ownWindow: "S’ouvre dans sa propre fenêtre",
    back: "Retour à la liste",
  },

  deferred: {
    loading: "Chargement…",
    failed: "Cette partie du poste n’a pas pu être chargée. Vérifiez la connexion, puis réessayez.",
    tryAgain: "Réessayer",
  },
};
