"""The table of every socket event: who says it, with what, and who may."""

from typing import Final, Literal

from msgspec import Struct

from gateway.wire import agent, cases, chat, customers, interaction, knowledge, voicemail, widget
from gateway.wire.scalars import Nothing, Ok, Payload

Direction = Literal["client", "server"]
Needs = Literal["anyone", "logged_in", "working"]


class Event(Struct, frozen=True, kw_only=True):
    """One event; `needs` binds an agent, and means nothing to a customer.

    `needs`: "working" is refused on break or logged out (STA-026), "logged_in" only when
    logged out, "anyone" never. What an agent is permitted to ask for at all stands in
    `accounts.permissions.RULES`, by the name of the event. `many` says that the payload is a
    list of `payload`.
    """

    name: str
    direction: Direction
    payload: type[Payload] = Nothing
    ack: type[Payload] = Ok
    needs: Needs = "working"
    many: bool = False


def _client(
    name: str,
    payload: type[Payload],
    ack: type[Payload] = Ok,
    *,
    needs: Needs = "working",
) -> Event:
    return Event(
        name=name,
        direction="client",
        payload=payload,
        ack=ack,
        needs=needs,
    )


def _server(name: str, payload: type[Payload], *, many: bool = False) -> Event:
    return Event(name=name, direction="server", payload=payload, many=many)


_CONVERSATION: Final = (
    _client("chat.send", chat.SendMessage, chat.SentMessage),
    _client("chat.typing", chat.SetTyping),
    _client("chat.read", chat.MarkRead),
    _client("chat.history", chat.ReadHistory, chat.History),
    _server("chat", chat.Chat),
    _server("message", chat.Message),
    _server("typing", chat.Typing),
    _server("read", chat.Read),
)

WIDGET_EVENTS: Final = (
    _server("session", widget.Session),
    _client("chat.start", widget.StartChat, widget.StartedChat),
    *_CONVERSATION,
    _client("chat.human", widget.AskForPerson),
    _client("chat.feedback", widget.JudgeAnswer),
    _client("chat.end", widget.EndChat),
    _client("chat.rate", widget.RateChat),
    _client("chat.transcript", widget.SendTranscript),
    _client("callback.request", widget.RequestCallback, widget.RequestedCallback),
    _client("message.leave", widget.LeaveMessage),
)

AGENT_EVENTS: Final = (
    _server("snapshot", agent.Snapshot),
    _client("status.set", agent.SetStatus, agent.ChangedStatus, needs="anyone"),
    _client("stop_new.set", agent.SetStopNew, agent.ChangedStopNew),
    _server("status", agent.AgentStatus),
    _client("queues.enable", agent.EnableQueues, agent.EnabledQueues),
    _server("queues", agent.Queue, many=True),
    _server("agents", agent.RosterAgent, many=True),
    _server("offer", interaction.Offer),
    # A missed or rejected offer puts the agent on break: whoever answers it late, or once more,
    # is told how that offer ended.
    _client(
        "offer.accept", interaction.AnswerOffer, interaction.ChosenInteraction, needs="logged_in"
    ),
    _client("offer.reject", interaction.AnswerOffer, needs="logged_in"),
    _server("offer.withdrawn", interaction.OfferWithdrawn),
    _server("interaction", interaction.Interaction),
    _client("interaction.end", interaction.ChooseInteraction, interaction.ChosenInteraction),
    _client(
        "interaction.extend_wrap_up", interaction.ChooseInteraction, interaction.ExtendedWrapUp
    ),
    _client("interaction.annotate", interaction.Annotate, interaction.ChosenInteraction),
    _client("interaction.wrap_up", interaction.ChooseInteraction),
    _client("interaction.explain", interaction.ChooseInteraction, interaction.Explanation),
    _client("transfer.targets", interaction.ChooseInteraction, interaction.TransferTargets),
    _client("interaction.transfer", interaction.Transfer),
    _client("visitor.block", interaction.BlockVisitor),
    _client("preferences.set", agent.SetPreferences, agent.SavedPreferences, needs="logged_in"),
    _client("email.pending", cases.ListPending, cases.PendingEmails),
    _client("email.pull", interaction.ChooseInteraction, interaction.ChosenInteraction),
    _client("email.discard", cases.DiscardEmails),
    _server("mail", cases.MailState),
    _server("case", cases.ChangedCase),
    _server("notice", agent.Notice),
    _client("notice.seen", agent.SeenNotice, needs="anyone"),
    _server("screen_pop", interaction.PoppedScreen),
    _server("auto_log", interaction.LoggedChat),
    _server("customer.erased", customers.ErasedCustomer),
    _client("customer.choose", interaction.ChooseCustomer, interaction.ChosenCustomer),
    _client("faq.search", knowledge.SearchEntries, knowledge.FoundEntries),
    _client("faq.get", knowledge.ChooseEntry, knowledge.ChosenEntry),
    _client("faq.categories", knowledge.ListCategories, knowledge.Categories),
    _client("faq.suggest", knowledge.SuggestEntries, knowledge.FoundEntries),
    _client("faq.insert", knowledge.InsertEntry, knowledge.InsertedEntry),
    _client("voicemail.copy", interaction.ChooseInteraction, interaction.ChosenInteraction),
    _client("callback.done", voicemail.FinishCallback, interaction.ChosenInteraction),
    _client("callback.reschedule", voicemail.RescheduleCallback, interaction.ChosenInteraction),
    *_CONVERSATION,
)


def client_events(events: tuple[Event, ...]) -> dict[str, Event]:
    """Index the events a client may send by name."""
    return {event.name: event for event in events if event.direction == "client"}


def server_events(events: tuple[Event, ...]) -> dict[str, Event]:
    """Index the events the gateway pushes by name."""
    return {event.name: event for event in events if event.direction == "server"}
