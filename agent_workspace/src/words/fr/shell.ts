/** The French of the desk as a whole; narrow no-break spaces stand as \u202f. */

import type { shell as english } from "~/words/en/shell";
import { counted } from "~/words/fr/counted";

export const shell: typeof english = {
  language: "Français",

  desk: "Poste Parley",

  close: "Fermer",

  cancel: "Annuler",

  nothingFound: "Aucun résultat",

  optional: "facultatif",

  required: "obligatoire",

  units: { second: "s", minute: "min", hour: "h", day: "j", week: "sem", gap: "\u202f" },

  statuses: {
    available: "Disponible",
    busy: "Occupé",
    busy_stop_new: "Entrées suspendues",
    wrap_up: "Post-traitement",
    offline: "Hors ligne",
    on_break: "En pause",
    logged_out: "Déconnecté",
  },

  statusActions: {
    available: "Disponible",
    offline: "Travailler hors ligne",
    on_break: "Prendre une pause",
    logged_out: "Se déconnecter",
  },

  media: {
    chat: "Chat",
    email: "E-mail",
    voicemail: "Message vocal",
    callback: "Rappel",
  },

  login: {
    title: "Connexion",
    lead: "Un seul poste pour toutes les conversations.",
    username: "Identifiant ou adresse e-mail",
    password: "Mot de passe",
    show: "Afficher le mot de passe",
    submit: "Se connecter",
    busy: "Connexion…",
    wrong: "Identifiant ou mot de passe incorrect. Vérifiez les majuscules, puis réessayez.",
    throttled: (seconds) =>
      `Trop de tentatives. Patientez ${counted(seconds, "seconde", "secondes")}, puis réessayez.`,
    unreachable: "Le serveur ne répond pas. Vérifiez votre connexion, puis réessayez.",
    failed: "La connexion n’a pas abouti côté serveur. Réessayez dans un instant.",
    empty: "Remplissez les deux champs pour vous connecter.",
    revoked:
      "Votre session a été fermée. Reconnectez-vous pour continuer\u202f; vos brouillons sont conservés.",
    loggedOut: "Vous êtes déconnecté. Bonne fin de journée.",
    opening: "Ouverture de votre poste…",
  },

  link: {
    lost: "Connexion perdue.",
    retryIn: (seconds) => `Nouvel essai dans ${seconds}\u00a0s.`,
    retrying: "Nouvel essai en cours…",
    kept: "Ce que vous écrivez est conservé.",
    retryNow: "Essayer maintenant",
    back: "Connexion rétablie",
    reload:
      "Ce poste n’est plus à jour. Rechargez pour continuer\u202f; les brouillons sont conservés.",
    reloadNow: "Recharger",
  },

  notification: {
    offer: (medium, who) => `${medium}\u00a0: ${who}`,
    offerBody: (queue, seconds) => `${queue} · ${seconds}\u00a0s pour accepter`,
    message: (who) => `Message de ${who}`,
  },

  errors: {
    noConnection: "Le serveur n’a pas répondu à temps. Vérifiez l’état, puis réessayez.",
    unexpected: "Une erreur est survenue ici. Réessayez.",
    broken:
      "Une erreur est survenue dans ce poste. Rechargez-le\u202f; vos brouillons sont conservés.",
  },

  regions: {
    rail: "Poste\u00a0: statut, propositions, conversations, files",
    work: "Conversations",
    context: "Client et notes",
    openRail: "Ouvrir la liste des chats et des files",
    openContext: "Ouvrir client et notes",
    closeContext: "Masquer client et notes",
    skip: "Aller à la conversation",
  },
};
