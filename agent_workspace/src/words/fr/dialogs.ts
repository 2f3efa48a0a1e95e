/** The French of what opens over the desk; narrow no-break spaces stand as \u202f. */

import type { dialogs as english } from "~/words/en/dialogs";

export const dialogs: typeof english = {
  transfer: {
    title: (who) => `Transférer ${who}`,
    search: "Trouver une file ou un collègue",
    queues: "Files",
    agents: "Collègues",
    waiting: (n) => `${n} en attente`,
    unattended: "personne ne la sert",
    note: "Note pour le collègue",
    tell: "Prévenir d’abord le client",
    colleague: "un collègue",
    line: (target) =>
      `Je vous mets en relation avec ${target}. Notre échange sera transmis, vous n’aurez rien à répéter.`,
    submit: "Transférer",
    submitTo: (target) => `Transférer vers ${target}`,
    pick: "Choisissez la destination",
    sure: (target) =>
      `Personne ne sert ${target} en ce moment. Le client attendrait jusqu’à ce que quelqu’un arrive.`,
    anyway: "Transférer quand même",
    done: (target) => `Transféré vers ${target}.`,
    loading: "Recherche des destinations possibles…",
  },

  palette: {
    title: "Tout trouver",
    placeholder: "Une commande, un nom, une file",
    commands: "Commandes",
    chats: "Chats",
    queues: "Files",
    goTo: (who) => `Aller à ${who}`,
  },

  shortcuts: {
    title: "Raccourcis clavier",
    accept: "Accepter la proposition",
    reject: "Refuser la proposition",
    chat: "Ouvrir le chat 1 à 6",
    nextUnread: "Chat suivant avec des messages non lus",
    end: "Terminer le chat, ou conclure le post-traitement",
    extend: "Prolonger le post-traitement",
    transfer: "Transférer le chat",
    stopNew: "Suspendre les entrées, ou reprendre",
    ready: "Prêt à travailler",
    context: "Afficher ou masquer client et notes",
    beside: "Chats côte à côte, ou un à la fois",
    regions: "Zone suivante du poste",
    palette: "Tout trouver",
    help: "Ces raccourcis",
    send: "Envoyer le message",
    newline: "Aller à la ligne dans le message",
    escape: "Fermer ce qui est ouvert",
    everywhere: "Partout",
    writing: "En écrivant",
    or: "ou",
  },

  profile: {
    title: "Réglages",
    language: "Langue",
    theme: "Apparence",
    themes: { system: "Comme le système", light: "Clair", dark: "Sombre" },
    sounds: "Sons",
    soundsOn: "Activer les sons",
    volume: "Volume",
    playName: { offer: "Proposition", message: "Message", warning: "Alerte" },
    play: {
      offer: "Écouter le son de proposition",
      message: "Écouter le son de message",
      warning: "Écouter le son d’alerte",
    },
    notifications: "M’avertir dans le navigateur quand le poste est en arrière-plan",
    notificationsDenied:
      "Le navigateur bloque les notifications de ce site. Autorisez-les dans ses réglages.",
    silenceUnattended: "Transférer vers une file que personne ne sert sans me le demander",
    layout: "Chats sur grand écran",
    password: "Mot de passe",
    oldPassword: "Mot de passe actuel",
    newPassword: "Nouveau mot de passe",
    passwordHint: "12 caractères au moins. Vos autres appareils seront déconnectés.",
    changePassword: "Changer le mot de passe",
    passwordChanged: "Mot de passe changé. Vos autres appareils sont déconnectés.",
    passwordWrong: "Le mot de passe actuel est incorrect.",
    about: (build) => `Parley ${build}`,
  },
};
