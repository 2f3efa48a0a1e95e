/** What is said where cases are told of or deleted, customers erased: fetched with that alone. */

import type { Locale } from "@parley/wire";
import { counted } from "~/words/en/counted";

const en = {
  notify: "Save and notify…",
  notifyTitle: (number: string) => `Notify about case ${number}`,
  notifyText:
    "They are told its number, subject, status, priority and severity, and what you write here.",
  colleague: "Colleague",
  noColleague: "No colleague",
  colleagueText: "The notice appears at their desk, and comes by mail if they have an address.",
  customer: (address: string) => `Write to the customer: ${address}`,
  note: "Your note",
  tell: "Notify",
  told: "They are told.",
  nobody: "Choose a colleague or the customer.",
  remove: "Delete…",
  removeTitle: (number: string) => `Delete case ${number}?`,
  removeText: (mails: number) =>
    `${counted(mails, "mail", "mails")} with all files, and every draft in it, are deleted for good. Tasks stay. This cannot be undone.`,
  removeConfirm: "Delete for good",
  removed: (number: string) => `Case ${number} is deleted.`,
  inHand: "Mail of this case still waits or is being worked on. Finish it first.",
  onItsWay: "A mail of this case is still on its way out. Try again in a moment.",
  erase: "Erase…",
  eraseTitle: (number: string) => `Erase customer ${number}?`,
  eraseGoes:
    "Gone for good: the name, addresses, numbers and notes of this record and of all merged into it; mails with their files, chats, recordings, drafts and tasks; what was noted about them.",
  eraseStays: "What stays: numbers of cases and contacts, times, codes, and who worked on them.",
  eraseOnce: "This cannot be undone.",
  eraseConfirm: "Erase for good",
  erased: (number: string) => `Customer ${number} is erased.`,
  eraseInHand:
    "A contact of this customer still waits, is being worked on or is put off. Finish it first.",
  notices: "Notices",
  tells: (who: string, number: string) => `${who} tells you about case ${number}`,
  somebody: "A colleague",
  putAway: "Put away",
};

export type CareWords = typeof en;

const fr: CareWords = {
  notify: "Enregistrer et informer…",
  notifyTitle: (number) => `Informer au sujet du dossier ${number}`,
  notifyText:
    "Le numéro, l’objet, le statut, la priorité et la gravité sont transmis, avec votre note.",
  colleague: "Collègue",
  noColleague: "Aucun collègue",
  colleagueText: "L’avis s’affiche sur son poste, et arrive par e-mail s’il a une adresse.",
  customer: (address) => `Écrire au client\u202f: ${address}`,
  note: "Votre note",
  tell: "Informer",
  told: "C’est transmis.",
  nobody: "Choisissez un collègue ou le client.",
  remove: "Supprimer…",
  removeTitle: (number) => `Supprimer le dossier ${number}\u202f?`,
  removeText: (mails) =>
    `${counted(mails, "message", "messages")} avec tous les fichiers et tous les brouillons seront supprimés définitivement. Les tâches restent. C’est irréversible.`,
  removeConfirm: "Supprimer définitivement",
  removed: (number) => `Le dossier ${number} est supprimé.`,
  inHand: "Un message de ce dossier attend ou est en cours de traitement. Terminez-le d’abord.",
  onItsWay: "Un message de ce dossier est en cours d’envoi. Réessayez dans un instant.",
  erase: "Effacer…",
  eraseTitle: (number) => `Effacer le client ${number}\u202f?`,
  eraseGoes:
    "Disparaîtront définitivement\u202f: le nom, les adresses, les numéros et les notes de cette fiche et de celles qui y sont fusionnées\u202f; les e-mails avec leurs fichiers, les chats, les enregistrements, les brouillons et les tâches\u202f; les remarques à leur sujet.",
  eraseStays:
    "Resteront\u202f: les numéros des dossiers et des contacts, les heures, les codes, et qui s’en est occupé.",
  eraseOnce: "C’est irréversible.",
  eraseConfirm: "Effacer définitivement",
  erased: (number) => `Le client ${number} est effacé.`,
  eraseInHand:
    "Un contact de ce client attend, est en cours de traitement ou reporté. Terminez-le d’abord.",
  notices: "Avis",
  tells: (who, number) => `${who} vous informe du dossier ${number}`,
  somebody: "Un collègue",
  putAway: "Ranger",
};

export const CARE: Record<Locale, CareWords> = { en, fr };

export function careWords(locale: Locale): CareWords {
  return CARE[locale];
}
