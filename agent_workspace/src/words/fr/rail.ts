/** The French of the rail and the empty desk; narrow no-break spaces stand as \u202f. */

import type { rail as english } from "~/words/en/rail";
import { counted } from "~/words/fr/counted";

export const rail: typeof english = {
  me: {
    hello: (name) => `Bonjour ${name}`,
    ready: "Prêt à travailler",
    status: (status) => `Statut\u00a0: ${status}`,
    change: "Changer de statut",
    stopNew: "Suspendre",
    stopNewHint: "Terminez vos chats en cours\u202f; aucun autre ne sonnera.",
    resume: "Reprendre",
    thenStatus: (status) => `puis ${status.toLowerCase()}`,
    noCode: "Sans motif",
    chooseCode: (status) => `${status}\u00a0: choisissez un motif`,
    logOutBlocked:
      "Terminez ce qui est en cours, puis passez en pause ou hors ligne pour vous déconnecter.",
    reasons: {
      rejected:
        "Vous avez refusé une proposition\u202f: rien ne sonne tant que vous n’êtes pas prêt.",
      timed_out:
        "Une proposition est restée sans réponse\u202f: rien ne sonne tant que vous n’êtes pas prêt.",
    },
  },

  offer: {
    title: (medium) => `${medium} entrant`,
    accept: "Accepter",
    reject: "Refuser",
    noReject: "Pour refuser, il faut une autorisation de votre superviseur",
    waited: (time) => `attend depuis ${time}`,
    secondsLeft: (n) => `${counted(n, "seconde", "secondes")} pour accepter`,
    announced: (medium, who, queue, n) =>
      `${medium} de ${who}, file ${queue}. ${counted(n, "seconde", "secondes")} pour accepter. Alt A pour accepter.`,
    announcedAgain: (who, n) =>
      `Plus que ${counted(n, "seconde", "secondes")} pour accepter ${who}.`,
    noMessage: "Pas encore de message",
    transferredFrom: (whom) => `Transféré par ${whom}`,
    answers: "Réponses avant le chat",
    gone: {
      timed_out: "La proposition a expiré\u202f; le client a gardé sa place.",
      abandoned: "Le client est parti avant que vous n’acceptiez.",
      accepted: "",
      rejected: "",
      unreachable: "La proposition a été retirée pendant votre déconnexion.",
      status: "La proposition a été retirée à la suite du changement de statut.",
      restart: "Le serveur a redémarré\u202f; le client a gardé sa place.",
    },
  },

  work: {
    title: "Mes conversations",
    held: (n, most) => `${n} sur ${most}`,
    empty: "Ce que vous acceptez s’affiche ici.",
    anonymous: "Visiteur",
    unread: (n) => counted(n, "message non lu", "messages non lus"),
    waitsFor: (time) => `attend depuis ${time}`,
    answered: "répondu",
    yours: (text) => `Vous\u00a0: ${text}`,
    typing: "écrit…",
    ended: "terminé",
    sideBySide: "Côte à côte",
    oneAtATime: "Un à la fois",
    newMessage: (who, n) => `Nouveau message de ${who}, chat ${n}`,
  },

  queues: {
    title: "Mes files",
    none: "Vous n’êtes dans aucune file. Un superviseur peut vous y ajouter.",
    search: "Trouver une file",
    waiting: (n) => `${n} en attente`,
    longest: (time) => `max. ${time}`,
    agents: (n) => counted(n, "agent disponible", "agents disponibles"),
    agentsShort: (n) => counted(n, "agent libre", "agents libres"),
    calm: "personne n’attend",
    closed: "fermée",
    serve: (name) => `Servir ${name}`,
    confirm: "Confirmer la sélection",
    locked: "Votre superviseur choisit les files que vous servez.",
    onBreak: "Vous pourrez changer de files après la pause.",
  },

  team: {
    title: "Équipe",
    unreachable: "injoignable",
    search: "Trouver un collègue",
    none: "Personne d’autre pour l’instant.",
  },

  mailboxes: {
    title: "Boîtes aux lettres",
    waitsIn: (queue) => `Ses e-mails attendent dans ${queue}`,
    handedIn: "remis directement",
    fresh: "les e-mails arrivent",
    since: (minutes) =>
      minutes === 0
        ? "pas d’e-mail pour l’instant"
        : `non relevée depuis ${counted(minutes, "minute", "minutes")}`,
    setAside: (n) =>
      `${counted(n, "message ne peut être relevé", "messages ne peuvent être relevés")}. Nouvel essai chaque heure.`,
  },

  home: {
    breakTitle: "Vous êtes en pause",
    breakText: "Rien ne sonne. À votre retour, commencez par «\u202fPrêt à travailler\u202f».",
    offlineTitle: "Vous travaillez hors ligne",
    offlineText: "Rien ne sonne, et tout reste ouvert pour finir ce que vous aviez commencé.",
    calmTitle: "Personne n’attend.",
    ringsTitle: "Ça sonne\u202f: acceptez dans la colonne de gauche.",
    ringsAbove: "Ça sonne\u202f: acceptez ci-dessus.",
    waitingTitle: (n) => counted(n, "personne attend.", "personnes attendent."),
    availableFor: (time) => `Vous êtes disponible depuis ${time}.`,
    noQueue:
      "Vous ne servez aucune file\u202f: rien ne peut sonner. Cochez-en une dans «\u202fMes files\u202f».",
    firstTitle: "Comment un contact vous arrive",
    first: [
      "Un client vous contacte, par chat, e-mail ou téléphone, et prend place dans une file.",
      "Il sonne dans la colonne de gauche de l’agent disponible depuis le plus longtemps. Acceptez avec Alt+A avant que l’anneau ne se referme.",
      "Répondez, terminez, choisissez un code, concluez. Le suivant sonne tout seul.",
    ],
  },
};
