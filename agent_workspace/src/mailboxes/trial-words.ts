/** What is said where a voicemail rule is tried: fetched with that, not with the desk. */

import type { Locale, RuleReading, TriedVoicemailRule } from "@parley/wire";

type Field = RuleReading["field"];
type Source = RuleReading["source"];
type Miss = NonNullable<TriedVoicemailRule["miss"]>;

const fields: Record<Field, string> = {
  number: "Number",
  name: "Name",
  duration: "Duration",
  time: "Time",
  queue: "Queue",
  file: "File",
  box: "Mailbox called",
  id: "Id of the call",
};
const sources: Record<Source, string> = {
  subject: "from the subject",
  text: "from the text",
  date: "from the date header",
  attachment: "attached to the mail",
  rule: "from the rule",
};
const misses: Record<Miss, string> = {
  mailbox: "Is for another mailbox.",
  sender: "Does not cover this sender.",
  earlier_rule: "Not asked: a rule above it decides.",
  no_recording: "Covers this mail, but there is no recording in it. It would stay a mail.",
};

const en = {
  open: "Try a voicemail rule",
  text: "Nothing of this is kept, and nobody is called.",
  mail: "Mail from the telephone system",
  hint: "The whole message with its headers, as “view source” of a mail program shows it.",
  attempt: "Try",
  trying: "Trying…",
  empty: "Paste a mail first.",
  noMail: "This is no mail. Paste it with its headers (From:, Subject:), as its source shows it.",
  tooLarge: "This mail is too large to be tried here. Paste one with a shorter recording.",
  failed: "This could not be tried. Try again.",
  noRules: "There is no rule yet. An administrator adds [[voicemail_mails]] to the configuration.",
  taken: (rule: string) => `The rule “${rule}” takes this mail as a voicemail.`,
  notTaken: "No rule takes this mail. It would stay a mail.",
  rule: (name: string, mailbox: string) => `Rule “${name}”, mailbox ${mailbox}`,
  takes: "Takes this mail.",
  covers: (senders: string) => `It covers ${senders}.`,
  notFound: "not found",
  seconds: (n: string) => `${n} s`,
  quoted: (text: string) => `“${text}”`,
  fields,
  sources,
  misses,
};

export type TrialWords = typeof en;

export const TRIAL: Record<Locale, TrialWords> = {
  en,
  fr: {
    open: "Essayer une règle vocale",
    text: "Rien n’en est gardé, et personne n’est appelé.",
    mail: "E-mail du système téléphonique",
    hint: "Le message entier avec ses en-têtes, tel que le montre «\u00a0afficher la source\u00a0».",
    attempt: "Essayer",
    trying: "Essai en cours…",
    empty: "Collez d’abord un e-mail.",
    noMail:
      "Ce n’est pas un e-mail. Collez-le avec ses en-têtes (From:, Subject:), comme dans sa source.",
    tooLarge:
      "Cet e-mail est trop volumineux pour un essai. Collez-en un dont l’enregistrement est plus court.",
    failed: "L’essai a échoué. Réessayez.",
    noRules:
      "Il n’y a pas encore de règle. Un administrateur ajoute [[voicemail_mails]] à la configuration.",
    taken: (rule) => `La règle «\u00a0${rule}\u00a0» prend cet e-mail comme message vocal.`,
    notTaken: "Aucune règle ne prend cet e-mail. Il resterait un e-mail.",
    rule: (name, mailbox) => `Règle «\u00a0${name}\u00a0», boîte ${mailbox}`,
    takes: "Prend cet e-mail.",
    covers: (senders) => `Elle vise ${senders}.`,
    notFound: "introuvable",
    seconds: (n) => `${n}\u00a0s`,
    quoted: (text) => `«\u00a0${text}\u00a0»`,
    fields: {
      number: "Numéro",
      name: "Nom",
      duration: "Durée",
      time: "Heure",
      queue: "File",
      file: "Fichier",
      box: "Boîte appelée",
      id: "Identifiant de l’appel",
    },
    sources: {
      subject: "dans l’objet",
      text: "dans le texte",
      date: "dans l’en-tête de date",
      attachment: "joint à l’e-mail",
      rule: "dans la règle",
    },
    misses: {
      mailbox: "Vise une autre boîte.",
      sender: "Ne vise pas cet expéditeur.",
      earlier_rule: "Pas consultée\u202f: une règle au-dessus décide.",
      no_recording:
        "Vise cet e-mail, mais il ne contient aucun enregistrement. Il resterait un e-mail.",
    },
  },
};
