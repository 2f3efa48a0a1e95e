"""What the buttons are called: each English word or sentence with the French one beside it."""

from typing import Final

FRENCH: Final = {
    # The widget
    "Open chat": "Ouvrir la discussion",
    "Close chat": "Fermer la discussion",
    "Close": "Fermer",
    "Back": "Retour",
    "Options": "Options",
    "Write to us": "Écrivez-nous",
    "Leave a message": "Laisser un message",
    "Leave a message instead": "Laisser plutôt un message",
    "Your name": "Votre nom",
    "Email address": "Adresse électronique",
    "How can we help?": "Que pouvons‑nous faire pour vous\u202f?",
    "Message": "Message",
    "Start the conversation": "Commencer la conversation",
    "Send the message": "Envoyer le message",
    "Write a message": "Écrivez votre message",
    "Send": "Envoyer",
    "Attach a file": "Joindre un fichier",
    "End the conversation": "Terminer la conversation",
    "End it": "Terminer",
    "Send the rating": "Envoyer mon avis",
    "What should we know? (optional)": "Une précision à nous donner\u202f? (facultatif)",
    "Thank you for your rating.": "Merci pour votre avis.",
    "Receive a copy by email": "Recevoir une copie par courriel",
    "Send the copy": "Envoyer la copie",
    "Start a new conversation": "Commencer une nouvelle conversation",
    "Read your last conversation": "Relire votre dernière conversation",
    "Please fill this in.": "Merci de remplir ce champ.",
    "Message received": "Message reçu",
    "{} is typing": "{} est en train d’écrire",
    # The desk
    "User name or email": "Identifiant ou adresse e-mail",
    "Password": "Mot de passe",
    "Log in": "Se connecter",
    "Log out": "Se déconnecter",
    "Hello, {}": "Bonjour {}",
    "Ready to work": "Prêt à travailler",
    "Take a break": "Prendre une pause",
    "Work offline": "Travailler hors ligne",
    "Stop new": "Suspendre",
    "Resume": "Reprendre",
    "Accept": "Accepter",
    "Reject": "Refuser",
    "Message to {}": "Message à {}",
    "Chat with {}": "Chat avec {}",
    "End": "Terminer",
    "End chat": "Terminer le chat",
    "Transfer": "Transférer",
    "Wrap-up": "Post-traitement",
    "Extend": "Prolonger",
    "Finish": "Conclure",
    "Side by side": "Côte à côte",
    "Settings": "Réglages",
    "Find anything": "Tout trouver",
    "Keyboard shortcuts": "Raccourcis clavier",
    "Open the list of chats and queues": "Ouvrir la liste des chats et des files",
    "Open customer and notes": "Ouvrir client et notes",
    "Show earlier messages": "Afficher les messages précédents",
    "Why me": "Pourquoi moi",
    "Block visitor": "Bloquer le visiteur",
    "Serve {}": "Servir {}",
    "Cases": "Dossiers",
    "Email from {}": "E-mail de {}",
    "Read all": "Tout lire",
    "Show quoted text": "Afficher le texte cité",
    "View as HTML": "Voir en HTML",
    "View as text": "Voir en texte",
    "Show remote pictures": "Afficher les images distantes",
    "Reply to all": "Répondre à tous",
    "Text": "Texte",
    "Cc": "Cc",
    "Remove {}": "Retirer {}",
    "Close, keep as draft": "Fermer, garder comme brouillon",
    "Accepted by the mail server": "Accepté par le serveur de messagerie",
    "Possibly sent": "Peut-être envoyé",
    "Pending emails": "E-mails en attente",
    "Choose {}": "Choisir {}",
    "Discard {}": "Écarter {}",
    "Discard": "Écarter",
    "1 mail": "1\u00a0message",
    "Close the list": "Fermer la liste",
    "No mail waits in this queue.": "Aucun message n’attend dans cette file.",
    "Assigned to me": "Attribués à moi",
    "Change password": "Changer le mot de passe",
    "Present password": "Mot de passe actuel",
    "New password": "Nouveau mot de passe",
}


class Speech:
    """One of the two languages of the screens; `speech("Send")` gives its word for it."""

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def __call__(self, english: str, *filled: str) -> str:
        """Give the words on the screen; `filled` takes the places marked `{}`."""
        words = english if self.language == "en" else FRENCH[english]
        return words.format(*filled)
