"""How the story of one interaction is printed."""

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from accounts.directory import Directory
from gateway.wire.times import seconds, to_wire
from router.decisions import (
    Decision,
    HandedOn,
    HandlingClosed,
    HandlingEnded,
    HandlingStarted,
    OfferWithdrawn,
    Queued,
)
from router.explain import Choice, Event

REASONS: Final = {
    "logged_in": "logged out",
    "member": "not a member of the queue",
    "enabled": "has not ticked the queue",
    "takes_callbacks": "takes no callbacks there",
    "available": "not available",
    "present": "browser out of reach",
    "not_stop_new": "stops new interactions",
    "not_ringing": "another offer rings",
    "room": "no room for one more",
    "not_paced": "accepted one a moment ago (gentle start)",
    "kept_for_them": "it is kept for somebody else",
    "not_excluded": "transferred it",
}
"""The conditions of `router.eligibility`, said of one for whom they do not hold."""


class Names:
    """What people call agents and queues; an id that is no longer known stands for itself."""

    def __init__(self, directory: Directory) -> None:
        """Look names up in `directory`."""
        self._directory = directory

    def agent(self, agent_id: str) -> str:
        """Give an agent's user name."""
        found = self._directory.agents.get(agent_id)
        return agent_id if found is None else found.username

    def queue(self, queue_id: str) -> str:
        """Give a queue's name."""
        found = self._directory.queues.get(queue_id)
        return queue_id if found is None else found.name


class Teller:
    """Prints a story as it is told."""

    def __init__(self, console: Console, names: Names) -> None:
        """Print to `console`, with people's words for ids."""
        self._console = console
        self._names = names

    def tell(self, interaction: str, story: Iterable[Choice | Event]) -> bool:
        """Print everything; gives False, and says so, when there is nothing to tell."""
        told = False
        for each in story:
            told = True
            self._line(each.n, to_wire(each.at), self._headline(each))
            if isinstance(each, Choice):
                self._console.print(self._candidates(each))
                for ahead in each.ahead:
                    queue = self._names.queue(ahead.queue)
                    reason = REASONS.get(ahead.failed, ahead.failed)
                    self._say(f"    {ahead.interaction} in {queue} was ahead, but: {reason}")
        if not told:
            self._say(f"The record knows no interaction {interaction}.")
        return told

    def _headline(self, each: Choice | Event) -> str:
        if isinstance(each, Event):
            return self._event(each.decision)
        waited = seconds(each.at - each.entered_at)
        queue = self._names.queue(each.queue)
        if each.chosen is None:
            return f"waits in {queue} since {waited:g} s: nobody is eligible"
        if each.pulled:
            return f"pulled by {self._names.agent(each.chosen)} after {waited:g} s in {queue}"
        return f"offered to {self._names.agent(each.chosen)} after {waited:g} s in {queue}"

    def _event(self, decision: Decision) -> str:
        match decision:
            case Queued():
                return f"{decision.reason}: waits in {self._names.queue(decision.queue)}"
            case OfferWithdrawn():
                reason = decision.reason.value.replace("_", " ")
                return f"offer to {self._names.agent(decision.agent)} ends: {reason}"
            case HandlingStarted():
                return f"accepted by {self._names.agent(decision.agent)}"
            case HandlingEnded():
                return f"ended for {self._names.agent(decision.agent)} by {decision.by}"
            case HandedOn():
                return f"handed on by {self._names.agent(decision.agent)} in the wrap-up"
            case HandlingClosed():
                outcome = decision.outcome.replace("_", " ")
                return f"wrapped up by {self._names.agent(decision.agent)}: {outcome}"
            case _:
                return type(decision).__name__

    def _candidates(self, choice: Choice) -> Table:
        """List the queue's members; who is none could not be asked whatever happened."""
        table = Table("", "agent", "chats held", "idle for", "why not", box=None, padding=(0, 2))
        for each in choice.candidates:
            if each.failed == "member":
                continue
            failed = "" if each.failed is None else REASONS.get(each.failed, each.failed)
            if each.failed is None and choice.chosen not in (None, each.agent):
                failed = "somebody else came first"
            idle = (
                f"{seconds(choice.at - each.idle_since):g} s" if each.idle_since else "never here"
            )
            mark = "→" if each.agent == choice.chosen else ""
            table.add_row(mark, Text(self._names.agent(each.agent)), str(each.held), idle, failed)
        return table

    def _line(self, n: int, when: str, what: str) -> None:
        line = Text.assemble((str(n), "bold"), " ", (when, "dim"), " ", what)
        self._console.print(line, soft_wrap=True)

    def _say(self, what: str) -> None:
        # Names come from outside: brackets in them are no markup of ours.
        self._console.print(Text(what), soft_wrap=True)
