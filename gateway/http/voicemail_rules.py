"""The rules for voicemail by mail, tried on a pasted mail by supervisors."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Final

from aiohttp import web

from channels.contract import Clock
from channels.email.parse.flags import Flag
from channels.voicemail.mailed import MailRule
from gateway.http.answers import HttpRefusal, answer, read_body
from gateway.http.case_access import CaseAccess
from gateway.voicemail_trial import MailTrial, RuleTrial, try_rules
from gateway.wire import voicemail_rules as wire
from gateway.wire.errors import Code
from gateway.wire.times import to_wire

MOST_BYTES: Final = 4_194_304
"""Of a request: a minute or two of a recording fits into the mail."""
_NO_MAIL: Final = frozenset({Flag.MISSING_HEADERS, Flag.UNPARSED})


class VoicemailRuleRoutes:
    """Tells what would become of a mail."""

    def __init__(self, *, access: CaseAccess, rules: Sequence[MailRule], clock: Clock) -> None:
        """Try `rules`, in the order in which they are asked."""
        self._access = access
        self._rules = rules
        self._clock = clock

    def routes(self) -> Iterable[web.RouteDef]:
        """Give the routes."""
        return (web.post("/api/v1/voicemail-rules/try", self.attempt),)

    async def attempt(self, request: web.Request) -> web.Response:
        """Try the rules on a mail; nothing is kept."""
        await self._access.agent(request, "mailboxes.supervise")
        wanted = await read_body(request, wire.TryVoicemailRules, limit_bytes=MOST_BYTES)
        if wanted.mailbox is not None and wanted.mailbox not in {
            each.mailbox for each in self._rules
        }:
            raise HttpRefusal(Code.INVALID, "mailbox", reason="no_rule_for_mailbox")
        raw = wanted.mail.encode("utf-8", "replace")
        work = partial(try_rules, self._rules, raw, now=self._clock.now(), mailbox=wanted.mailbox)
        trial = await asyncio.to_thread(work)
        if not _NO_MAIL.isdisjoint(trial.mail.flags):
            raise HttpRefusal(Code.INVALID, "mail", reason="no_mail")
        return answer(_shown(trial))


def _shown(trial: MailTrial) -> wire.TriedVoicemailRules:
    return wire.TriedVoicemailRules(
        sender=trial.mail.sender.address if trial.mail.sender else "",
        subject=trial.mail.subject,
        rules=tuple(
            wire.TriedVoicemailRule(
                name=each.rule.name,
                mailbox=each.rule.mailbox,
                miss=None if each.miss is None else each.miss.value,
                senders=tuple(sorted(each.rule.senders)),
                readings=tuple(_readings(trial, each)) if each.asked else (),
            )
            for each in trial.rules
        ),
    )


def _readings(trial: MailTrial, tried: RuleTrial) -> Iterator[wire.RuleReading]:
    for each in tried.extracts:
        yield wire.RuleReading(
            field=each.field, value=each.value, source=each.place, quote=each.quote
        )
    mail, queue = trial.mail, tried.rule.queue
    if mail.sent_at is not None:
        sent_at = to_wire(mail.sent_at)
        yield wire.RuleReading(field="time", value=sent_at, source="date", quote=mail.date_text)
    yield wire.RuleReading(field="queue", value=queue, source="rule", quote="")
    if trial.file is not None:
        name = trial.file.name
        yield wire.RuleReading(field="file", value=name, source="attachment", quote="")
