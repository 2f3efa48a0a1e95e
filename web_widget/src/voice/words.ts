/** What the voice form says, in both languages; fetched with it. */
import type { Language } from "../i18n";
import type { Trouble } from "./recorder";

const N = "\u202f";
const B = "\u00a0";

const en = {
  intro: "Say in up to three minutes what it is about.",
  callsBack: "Leave a number as well, and we call you back. A number alone is enough.",
  recorder: "Voice message",
  record: "Record",
  stop: "Stop",
  again: "Record again",
  discard: "Delete the recording",
  asking: "Your browser asks whether it may use the microphone. Please allow it.",
  recording: "Recording",
  /** Of the time that there is. */
  passed: (time: string, most: string) => `${time} of ${most}`,
  secondsLeft: (n: number) => `${n} seconds left`,
  full: "Three minutes are recorded; that is the longest.",
  recorded: (time: string) => `Recorded: ${time}. Listen to it before you send it.`,
  yours: "Your message",
  silent: "We hear nothing in it. Is the microphone muted?",
  troubles: {
    denied:
      "The microphone is not allowed here. Allow it in the address bar of your browser, then record again.",
    missing: "There is no microphone that this page can use.",
    busy: "Another program uses the microphone. Close it, then record again.",
    short: "That was too short. Press Record, speak, then press Stop.",
  } satisfies Record<Trouble, string>,
  numberInstead: "You can still leave your number: we call you.",
  number: "Telephone number",
  nothing: "Record a message, or give a number.",
  nothingSaid: "Record a message first.",
  send: "Send",
  sendCall: "Ask to be called",
  agree:
    "By sending it you agree that we keep your message and your number until you are answered.",
  keepsPlace: "You keep your place in the queue; the chat ends.",
  callTitle: "We call you back",
  callText: (number: string) => `You are in the queue. We call ${number} when it is your turn.`,
  heardTitle: "Message received",
  heardText: "We listen to it as soon as somebody is free.",
  noNumber: "You left no number, so nobody can call you back.",
  opens: (when: string) => `We open again ${when}.`,
};

const fr: typeof en = {
  intro: "Dites-nous en trois minutes au plus de quoi il s’agit.",
  callsBack: `Laissez aussi un numéro${B}: nous vous rappellerons. Un numéro seul suffit.`,
  recorder: "Message vocal",
  record: "Enregistrer",
  stop: "Arrêter",
  again: "Recommencer",
  discard: "Supprimer l’enregistrement",
  asking: "Votre navigateur demande l’accès au microphone. Merci de l’autoriser.",
  recording: "Enregistrement en cours",
  passed: (time, most) => `${time} sur ${most}`,
  secondsLeft: (n) => `Encore ${n}${B}secondes`,
  full: "Trois minutes sont enregistrées, c’est le maximum.",
  recorded: (time) => `Enregistré${B}: ${time}. Réécoutez-le avant l’envoi.`,
  yours: "Votre message",
  silent: `On n’y entend rien. Le microphone est-il coupé${N}?`,
  troubles: {
    denied:
      "Le microphone n’est pas autorisé ici. Autorisez-le dans la barre d’adresse de votre navigateur, puis recommencez.",
    missing: "Aucun microphone n’est utilisable sur cette page.",
    busy: "Un autre programme utilise le microphone. Fermez-le, puis recommencez.",
    short: "C’était trop court. Appuyez sur Enregistrer, parlez, puis sur Arrêter.",
  },
  numberInstead: `Vous pouvez laisser votre numéro${B}: nous vous rappellerons.`,
  number: "Numéro de téléphone",
  nothing: "Enregistrez un message ou donnez un numéro.",
  nothingSaid: "Enregistrez d’abord un message.",
  send: "Envoyer",
  sendCall: "Être rappelé",
  agree:
    "En l’envoyant, vous acceptez que nous gardions votre message et votre numéro jusqu’à notre réponse.",
  keepsPlace: `Vous gardez votre place dans la file${N}; la discussion se termine.`,
  callTitle: "Nous vous rappelons",
  callText: (number) =>
    `Vous êtes dans la file. Nous appellerons le ${number} quand viendra votre tour.`,
  heardTitle: "Message reçu",
  heardText: "Nous l’écouterons dès que quelqu’un sera libre.",
  noNumber: "Sans numéro, personne ne pourra vous rappeler.",
  opens: (when) => `Réouverture ${when}.`,
};

export type VoiceWords = typeof en;

export const VOICE_WORDS: Record<Language, VoiceWords> = { en, fr };
