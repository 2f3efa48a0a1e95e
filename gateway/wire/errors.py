"""The refusals a client can meet, in the words of the person in front of it."""

from enum import StrEnum
from typing import Final

from gateway.wire.scalars import Locale, Payload


class Code(StrEnum):
    """Why something was refused; a client branches on this, never on the message."""

    INVALID = "invalid"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    UNAUTHENTICATED = "unauthenticated"
    WRONG_LOGIN = "wrong_login"
    WEAK_PASSWORD = "weak_password"  # noqa: S105 - a code, not a password
    OFFER_EXPIRED = "offer_expired"
    STATUS_NOT_ALLOWED = "status_not_allowed"
    CODE_REQUIRED = "code_required"
    AT_CAPACITY = "at_capacity"
    CHAT_ENDED = "chat_ended"
    CLIENT_ID_REUSED = "client_id_reused"
    UNATTENDED = "unattended"
    CONFLICT = "conflict"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UPGRADE_REQUIRED = "upgrade_required"
    TOO_LARGE = "too_large"
    UNSUPPORTED_TYPE = "unsupported_type"
    BLOCKED = "blocked"
    ADDRESS_TAKEN = "address_taken"
    UNDO_EXPIRED = "undo_expired"
    UNDO_BLOCKED = "undo_blocked"


class ErrorDetail(Payload, frozen=True, kw_only=True, omit_defaults=True):
    """What happened, what to do about it, and which field is to blame."""

    code: str
    message: str
    field: str | None = None
    retry_after_seconds: float | None = None


class Failure(Payload, frozen=True, kw_only=True):
    """The answer to an event that changed nothing."""

    error: ErrorDetail
    ok: bool = False


_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    Code.INVALID: (
        "This request is not in the expected form. Correct the marked field, then try again.",
        "Cette demande n'a pas la forme attendue. Corrigez le champ signalé, puis réessayez.",
    ),
    Code.FORBIDDEN: (
        "You are not allowed to do this. Ask a supervisor for the permission.",
        "Vous n'avez pas le droit de faire cela. Demandez l'autorisation à un superviseur.",
    ),
    Code.NOT_FOUND: (
        "This no longer exists or is not yours. Refresh to see what is there now.",
        "Cet élément n'existe plus ou n'est pas à vous. Actualisez pour voir l'état présent.",
    ),
    Code.UNAUTHENTICATED: (
        "Your session has ended. Log in again.",
        "Votre session est terminée. Connectez-vous de nouveau.",
    ),
    Code.WRONG_LOGIN: (
        "The user name or the password is wrong. Check both, upper and lower case included.",
        "Le nom d'utilisateur ou le mot de passe est faux. Vérifiez-les, majuscules comprises.",
    ),
    Code.WEAK_PASSWORD: (
        "This password is too easy to guess. Choose 12 to 128 characters without your user name.",
        "Ce mot de passe est trop facile. Choisissez 12 à 128 caractères, sans votre nom.",
    ),
    Code.OFFER_EXPIRED: (
        "This offer has ended; the contact kept its place. Wait for the next offer.",
        "Cette proposition a pris fin ; le contact a gardé sa place. Attendez la suivante.",
    ),
    Code.STATUS_NOT_ALLOWED: (
        "This is not possible in your present status. Change or finish what is open first.",
        "C'est impossible dans votre statut actuel. Changez-en ou terminez ce qui est ouvert.",
    ),
    Code.CODE_REQUIRED: (
        "A code is required here. Choose one from the list, then try again.",
        "Un code est obligatoire ici. Choisissez-en un dans la liste, puis réessayez.",
    ),
    Code.AT_CAPACITY: (
        "You already hold as many contacts as you may. Finish one first.",
        "Vous avez déjà le nombre maximal de contacts. Terminez-en un d'abord.",
    ),
    Code.CHAT_ENDED: (
        "This chat has ended. Start a new one to go on.",
        "Cette conversation est terminée. Commencez-en une autre pour continuer.",
    ),
    Code.CLIENT_ID_REUSED: (
        "This message id was already used for another text. Send it again as a new message.",
        "Cet identifiant a déjà servi pour un autre texte. Renvoyez-le comme nouveau message.",
    ),
    Code.UNATTENDED: (
        "Nobody serves this target now. Choose another one or confirm to go on anyway.",
        "Personne ne dessert cette destination. Choisissez-en une autre ou confirmez.",
    ),
    Code.CONFLICT: (
        "Somebody changed this meanwhile. Look at the present state, then try again.",
        "Quelqu'un a modifié cela entre-temps. Regardez l'état présent, puis réessayez.",
    ),
    Code.RATE_LIMITED: (
        "That was too much at once. Wait a moment, then try again.",
        "C'était trop à la fois. Attendez un instant, puis réessayez.",
    ),
    Code.UNAVAILABLE: (
        "This could not be saved just now. Try again in a moment; nothing is done twice.",
        "L'enregistrement a échoué. Réessayez dans un instant ; rien ne sera fait en double.",
    ),
    Code.UPGRADE_REQUIRED: (
        "This program is too old or too new for the server. Reload the page or update it.",
        "Ce programme ne correspond pas au serveur. Rechargez la page ou mettez-le à jour.",
    ),
    Code.TOO_LARGE: (
        "This is too large. Send something smaller.",
        "C'est trop volumineux. Envoyez quelque chose de plus petit.",
    ),
    Code.UNSUPPORTED_TYPE: (
        "Files of this kind are not accepted. Send a picture, a PDF or a text file.",
        "Ce type de fichier n'est pas accepté. Envoyez une image, un PDF ou un fichier texte.",
    ),
    Code.BLOCKED: (
        "New chats are not possible at the moment. Try again later or use another way.",
        "Aucune conversation n'est possible pour le moment. Réessayez plus tard.",
    ),
    Code.ADDRESS_TAKEN: (
        "Another customer has this address. Leave it out, or merge the two customers.",
        "Un autre client a cette adresse. Retirez-la, ou fusionnez les deux clients.",
    ),
    Code.UNDO_EXPIRED: (
        "This was merged more than a day ago and stays so. Write the other customer down anew.",
        "Cette fusion date de plus d'un jour et reste acquise. Recréez l'autre fiche au besoin.",
    ),
    Code.UNDO_BLOCKED: (
        "This customer was merged into another one since. Undo that first.",
        "Ce client a été fusionné avec un autre depuis. Annulez d'abord cette fusion.",
    ),
}

_REASONS: Final[dict[str, tuple[str, str]]] = {
    "stays": (
        "A recording cannot be handed on. Send yourself a copy of it, or end it.",
        "Un enregistrement ne se transfère pas. Envoyez-vous une copie, ou terminez-le.",
    ),
    "removed": (
        "The recording has been removed; nothing of it can be sent any more.",
        "L'enregistrement a été supprimé ; il n'est plus possible de l'envoyer.",
    ),
    "no_address": (
        "You have no email address here. Ask a supervisor to enter one.",
        "Vous n'avez pas d'adresse e-mail ici. Demandez à un superviseur de la saisir.",
    ),
    "last_attempt": (
        "This caller has been called as often as allowed. Finish the callback instead.",
        "Cet appelant a été rappelé aussi souvent que permis. Terminez le rappel.",
    ),
    "outcome_missing": (
        "Say how the call went: reached, not reached, or not to be called again.",
        "Indiquez l'issue du rappel : joint, pas joint, ou à ne plus rappeler.",
    ),
    "not_then": (
        "Choose a time that is still to come, within a year.",
        "Choisissez un moment à venir, dans l'année.",
    ),
    "no_number": (
        "We cannot call this number. Give it with its area code; from abroad, begin with +.",
        "Ce numéro ne peut pas être appelé. Donnez-le en entier ; de l'étranger, avec +.",
    ),
    "own_number": (
        "This is our own number. Give the one on which we can reach you.",
        "C'est notre propre numéro. Donnez celui où nous pouvons vous joindre.",
    ),
    "not_audio": (
        "This is no recording that can be played. Send a sound file, best a WAV.",
        "Ce n'est pas un enregistrement audio. Envoyez un fichier son, de préférence WAV.",
    ),
    "other_recording": (
        "This key was used for another recording, and this one was not kept. Give it its own.",
        "Cette clé a servi à un autre enregistrement ; celui-ci n'est pas gardé. Changez de clé.",
    ),
    "no_key": (
        "No telephone system has this key. Compare it with [[pbx]] in the configuration.",
        "Aucun standard n'a cette clé. Comparez-la avec [[pbx]] dans la configuration.",
    ),
    "voice_gone": (
        "The recording was not kept for so long. Send it again.",
        "L'enregistrement n'a pas été gardé si longtemps. Envoyez-le de nouveau.",
    ),
    "busy": (
        "This colleague is with a customer now. Choose somebody else, or a queue.",
        "Ce collègue est déjà avec un client. Choisissez quelqu'un d'autre, ou une file.",
    ),
    "wrap_up": (
        "This colleague is wrapping up a conversation. Choose somebody else, or a queue.",
        "Ce collègue termine une conversation. Choisissez quelqu'un d'autre, ou une file.",
    ),
    "logged_out": (
        "This colleague is logged out. Choose somebody else, or a queue.",
        "Ce collègue n'est pas en ligne. Choisissez quelqu'un d'autre, ou une file.",
    ),
    "not_available": (
        "This colleague is not available now. Choose somebody else, or a queue.",
        "Ce collègue n'est pas disponible. Choisissez quelqu'un d'autre, ou une file.",
    ),
    "not_image": (
        "This is no picture that can be shown. Choose a PNG, JPEG, WebP or GIF file.",
        "Cette image ne peut pas être affichée. Choisissez un fichier PNG, JPEG, WebP ou GIF.",
    ),
    "image_too_large": (
        "This picture is too large. Make it smaller, then add it again.",
        "Cette image est trop grande. Réduisez-la, puis ajoutez-la de nouveau.",
    ),
    "not_copied": (
        "This picture could not be copied from its page. Save it, then add it as a file.",
        "Cette image n'a pas pu être copiée. Enregistrez-la, puis ajoutez-la comme fichier.",
    ),
    "no_mail": (
        "This is no mail. Paste it with its headers (From:, Subject:), as its source shows it.",
        "Ce n'est pas un e-mail. Collez-le avec ses en-têtes (From:, Subject:), tels quels.",
    ),
    "no_rule_for_mailbox": (
        "No rule is for this mailbox. Choose another one, or leave it out.",
        "Aucune règle ne vise cette boîte. Choisissez-en une autre, ou n'en indiquez aucune.",
    ),
    "copying_off": (
        "Pictures are not copied from web pages here. Save it, then add it as a file.",
        "Les images des pages web ne sont pas copiées ici. Enregistrez-la, puis ajoutez-la.",
    ),
}
"""What stands in the way, where the router or a route names it: it tells more than the code."""

# A router refusal is an opaque code here; one this build has no words for is still answered.
_UNKNOWN = _MESSAGES[Code.CONFLICT]


def message_for(code: str, locale: Locale, reason: str | None = None) -> str:
    """Say what the code means and what to do, in the client's language."""
    english, french = _REASONS.get(reason or "", _MESSAGES.get(code, _UNKNOWN))
    return french if locale == "fr" else english


def failure(
    code: str,
    locale: Locale = "en",
    *,
    field: str | None = None,
    retry_after_seconds: float | None = None,
    reason: str | None = None,
) -> Failure:
    """Build the answer to something refused; a ``reason`` is told instead of the code's words."""
    return Failure(
        error=ErrorDetail(
            code=code,
            message=message_for(code, locale, reason),
            field=field,
            retry_after_seconds=retry_after_seconds,
        )
    )
