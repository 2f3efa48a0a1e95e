/** The French of the mails that wait; narrow no-break spaces stand as \u202f. */

import type { pending as english } from "~/words/en/pending";
import { counted } from "~/words/fr/counted";

export const pending: typeof english = {
  pending: {
    title: "E-mails en attente",
    inQueue: (name) => `E-mails en attente dans ${name}`,
    list: "Messages en attente",
    show: (n, name) => `${n} en attente dans ${name}\u00a0: les afficher`,
    waited: "Attente",
    number: "Dossier",
    mailbox: "Boîte",
    contact: "Contact",
    company: "Société",
    subject: "Objet",
    take: "Prendre ce message maintenant",
    offlineFirst:
      "Tant que vous êtes disponible, un autre contact peut sonner. Passez hors ligne pour choisir tranquillement.",
    loading: "Recherche des messages en attente…",
    failed: "Les messages en attente n’ont pas pu être consultés. Actualisez.",
    onBreak: "Vous êtes en pause. Passez hors ligne pour consulter les messages en attente.",
    none: "Aucun message n’attend dans cette file.",
    more: "En afficher davantage",
    refresh: "Actualiser",
    close: "Fermer la liste",
    choose: "Choisir",
    chooseOne: (subject) => `Choisir ${subject}`,
    discard: (n) => `Écarter ${counted(n, "message", "messages")}`,
    discardAsk:
      "Retirer ces messages de la file\u202f? Ils ne seront plus proposés\u202f; leurs dossiers restent.",
    discardConfirm: "Écarter",
    discarded: (n) => `${counted(n, "message écarté", "messages écartés")}.`,
  },
};
