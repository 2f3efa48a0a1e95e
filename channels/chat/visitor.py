"""Who a browser is: a visitor known by a secret token."""

from hashlib import sha256

import structlog
from msgspec.structs import replace

from accounts.directory import Site
from channels.chat.conversation import Conversations
from channels.chat.identity import BadIdentityError, identity_of
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.standing import Standing
from channels.chat.values import Arrival, Chat, Identity, Proof, Visitor, Welcome
from router.ids import SECOND, Duration, seconds

_log = structlog.get_logger(__name__)

SHOWN_AFTER_END: Duration = seconds(86_400)
"""A chat that has ended is shown again to a visitor who comes back within this."""

MAX_TOKEN = 200


class Visitors:
    """Takes browsers in; only the hash of a token is ever kept (design, section 7)."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        standing: Standing,
    ) -> None:
        """Join the collaborators."""
        self._conversations = conversations
        self._ports = ports
        self._store = ports.store
        self._clock = ports.clock
        self._mint = ports.mint
        self._directory = ports.directory
        self._standing = standing

    async def connect(self, arrival: Arrival) -> Welcome:
        """Take a browser in. Raises `Refusal`: `not_found` (``site``), `blocked`.

        An identity that is not believed keeps nobody out: the customer is then who they say.
        """
        site = self._directory().site_by_key(arrival.site_key)
        if site is None or site.disabled:
            raise Refusal("not_found", "site")
        identity, proof = self._identity(arrival.identity, site)
        visitor = await self._known(arrival, site)
        token = arrival.token
        if visitor is None or token is None or _is_another(visitor, identity):
            token = self._mint.token()
            visitor = await self._new(arrival, site, token)
        if identity is not None:
            visitor = await self._identified(visitor, identity)
        chat = await self._chat_of(visitor)
        return Welcome(visitor=visitor, token=token, site_id=site.id, identity=proof, chat=chat)

    async def by_token(self, token: str) -> Visitor | None:
        """Find who shows the token; nobody while blocked."""
        if not token or len(token) > MAX_TOKEN or not token.isascii():
            return None
        visitor = await self._store.visitor_by_token(token_hash(token))
        if visitor is None or visitor.blocked_until > self._clock.now():
            return None
        return visitor

    def _identity(self, shown: str | None, site: Site) -> tuple[Identity | None, Proof | None]:
        if shown is None:
            return None, None
        try:
            return identity_of(shown, site.identity_keys, self._clock.now()), "accepted"
        except BadIdentityError as error:
            # For the site's owner, who alone can mend it; the statement itself is a secret.
            _log.warning("chat.identity_refused", site=site.key, reason=error.proof)
            return None, error.proof

    async def _identified(self, visitor: Visitor, identity: Identity) -> Visitor:
        named = replace(
            visitor,
            subject=identity.subject,
            name=identity.name or visitor.name,
            email=identity.email or visitor.email,
        )
        if named != visitor:
            await self._store.identify(named)
            for conversation in self._conversations.of_visitor(visitor.id):
                conversation.identified(named)
        return named

    async def _known(self, arrival: Arrival, site: Site) -> Visitor | None:
        token = arrival.token
        if not token or len(token) > MAX_TOKEN or not token.isascii():
            return None
        visitor = await self._store.visitor_by_token(token_hash(token))
        # A token is good for the site it was given on: one shop's customer is not another's.
        if visitor is None or visitor.site_id != site.id:
            return None
        now = self._clock.now()
        if visitor.blocked_until > now:
            left = (visitor.blocked_until - now) / SECOND
            raise Refusal("blocked", retry_after_seconds=left)
        await self._store.greet(visitor.id, arrival.locale, now)
        return replace(visitor, locale=arrival.locale, address=arrival.address)

    async def _new(self, arrival: Arrival, site: Site, token: str) -> Visitor:
        visitor = Visitor(
            id=self._mint.id(),
            site_id=site.id,
            created_at=self._clock.now(),
            locale=arrival.locale,
            address=arrival.address,
        )
        await self._store.add_visitor(visitor, token_hash(token))
        return visitor

    async def _chat_of(self, visitor: Visitor) -> Chat | None:
        conversation = self._conversations.open_of(visitor.id)
        if conversation is not None:
            self._standing.settle(conversation)
            return conversation.chat()
        stored = await self._store.last_chat(visitor.id)
        if stored is None or stored.chat.ended_at is None:
            return None
        recent = stored.chat.ended_at > self._clock.now() - SHOWN_AFTER_END
        return self._ports.with_agent_name(stored.chat) if recent else None


def token_hash(token: str) -> str:
    """Give what is kept of a token: it is 256 random bits, so one round of SHA-256 is enough."""
    return sha256(token.encode()).hexdigest()


def _is_another(visitor: Visitor, identity: Identity | None) -> bool:
    """Tell whether the browser has changed hands: nobody reads on where another customer wrote."""
    return identity is not None and visitor.subject not in {"", identity.subject}
