/** The French of the text editor. */

import type { editor as english } from "~/words/en/editor";

export const editor: typeof english = {
  editor: {
    tools: "Outils de texte",
    bold: "Gras",
    italic: "Italique",
    underline: "Souligné",
    heading: "Style de ligne",
    text: "Texte",
    h1: "Titre 1",
    h2: "Titre 2",
    h3: "Titre 3",
    bullets: "Liste à puces",
    numbers: "Liste numérotée",
    quote: "Citation",
    link: "Lien",
    picture: "Image",
    alt: "Ce que montre l’image",
    removePicture: "Retirer l’image",
    pictureComes: "Une image est encore en route.",
    pictureLost:
      "Une image n’a pas pu être reprise. Enregistrez-la, puis ajoutez-la comme fichier.",
    emoji: "Émoji",
    undo: "Annuler",
    redo: "Rétablir",
    clear: "Effacer la mise en forme",
    address: "Adresse du lien",
    apply: "Appliquer",
    unlink: "Retirer le lien",
    notAnAddress: "Aucun lien ne peut mener à cette adresse.",
  },
};
