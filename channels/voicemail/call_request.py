"""What a visitor of a web site asks for: to be heard, to be called, or both."""

from collections.abc import Callable
from typing import Protocol

import msgspec

from accounts.directory import Directory, Queue
from channels.contract import Clock
from channels.voicemail.ports import Intake, Received, Source, Stored
from channels.voicemail.refusal import Refusal
from channels.voicemail.telephone import Numbering
from router.ids import SECOND, Duration, Instant
from router.lifecycle import Medium


class CallRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A visitor's form, once it is known who they are."""

    site_id: str
    visitor_id: str
    client_id: str
    """Stays the same however often the form is sent."""
    number: str = ""
    """As it was typed; empty: they only want to be heard."""
    name: str = ""
    voice_id: str | None = None
    """Names what they have said; None: nothing."""
    waits_since: Instant | None = None
    """When they took the place in a line that they give up for this (CBK-002)."""


class Rate(Protocol):
    """Bounds how often each visitor asks."""

    def take(self, key: str, now: Instant) -> Duration:
        """Take one; 0 when that is allowed, otherwise how long to wait."""
        ...


class Messages(Protocol):
    """Keeps what visitors have said and not sent yet."""

    async def find(self, visitor_id: str, voice_id: str) -> Stored | None:
        """Give what goes by this name, None where it is not this visitor's or too old."""
        ...


class CallRequests:
    """Puts what visitors ask for into the voice queue of their site, by the door `widget`."""

    def __init__(
        self,
        intake: Intake,
        messages: Messages,
        *,
        directory: Callable[[], Directory],
        numbering: Numbering,
        clock: Clock,
        rate: Rate | None,
    ) -> None:
        """Hand what is in `messages` to `intake`; `rate` is per visitor, None switches it off."""
        self._intake = intake
        self._messages = messages
        self._directory = directory
        self._numbering = numbering
        self._clock = clock
        self._rate = rate

    async def take(self, request: CallRequest) -> Medium:
        """Take a request over: when this returns nothing can lose it; again, it changes nothing.

        Gives what it became: a callback, or a voicemail.

        Raises:
            Refusal: `not_found` where the site takes none of this, `invalid` with the field to
                blame, `rate_limited`.

        """
        queue = voice_queue(self._directory(), request.site_id)
        if queue is None:
            raise Refusal("not_found", "site")
        calls = Medium.CALLBACK.value in queue.media
        wants = Medium.CALLBACK if calls and request.number.strip() else Medium.VOICEMAIL
        source = Source(
            door="widget", name=request.site_id, key=f"{request.visitor_id} {request.client_id}"
        )
        if await self._intake.known(source) is None:
            await self._hand_in(request, queue, source, wants)
        return wants

    async def _hand_in(
        self, request: CallRequest, queue: Queue, source: Source, wants: Medium
    ) -> None:
        number = self._number(request.number)
        said = await self._said(request)
        if said is None and wants is Medium.VOICEMAIL:
            raise Refusal("invalid", "voice_id" if number else "number")
        # Only now: who has to correct the form must not have to wait for it.
        self._limit(request.visitor_id)
        calls_back = wants is Medium.CALLBACK
        await self._intake.take(
            Received(
                audio=said,
                file_name="message.wav",
                queue=queue.name,
                source=source,
                caller=number,
                caller_name=request.name,
                called_at=request.waits_since if calls_back else None,
                callback=calls_back,
            )
        )

    async def _said(self, request: CallRequest) -> Stored | None:
        if request.voice_id is None:
            return None
        said = await self._messages.find(request.visitor_id, request.voice_id)
        if said is None:
            raise Refusal("invalid", "voice_id", reason="voice_gone")
        return said

    def _number(self, typed: str) -> str:
        """Give the number as it is dialled, empty where none was typed."""
        if not typed.strip():
            return ""
        number = self._numbering.reachable(typed)
        if not number:
            raise Refusal("invalid", "number", reason="no_number")
        if not self._numbering.may_be_called(number):
            raise Refusal("invalid", "number", reason="own_number")
        return number

    def _limit(self, visitor_id: str) -> None:
        wait = 0 if self._rate is None else self._rate.take(visitor_id, self._clock.now())
        if wait:
            raise Refusal("rate_limited", retry_after_seconds=wait / SECOND)


def voice_queue(directory: Directory, site_id: str) -> Queue | None:
    """Give the queue in which a site's visitors are heard, None where they are not.

    A site that names none uses the only queue that takes callbacks.
    """
    site = directory.sites.get(site_id)
    if site is None or site.disabled:
        return None
    if site.voice_queue_id is None:
        calling = [
            each
            for each in directory.queues.values()
            if Medium.CALLBACK.value in each.media and not each.disabled
        ]
        return calling[0] if len(calling) == 1 else None
    queue = directory.queues.get(site.voice_queue_id)
    if queue is None or queue.disabled:
        return None
    heard = {Medium.VOICEMAIL.value, Medium.CALLBACK.value} & set(queue.media)
    return queue if heard else None
