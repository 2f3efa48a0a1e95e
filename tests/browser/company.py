"""The company of the browser tests: rooms of one site, one queue and two agents each."""

from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher

from tests.kit.gateway import PASSWORD

ROOMS: Final = 40

COMMON: Final = """
[[groups]]
name = "Shop"

[[code_lists]]
name = "outcome"
kind = "transaction"
mandatory = true
codes = ["Solved", "Call back", "Not ours"]

[[tags]]
name = "refund"
"""

ROOM: Final = """
[[queues]]
name = "{room.queue}"
medium = "chat"
accept_timeout_seconds = 60
wrap_up_seconds = 60
codes = ["outcome"]

[[agents]]
username = "{room.ann}"
password_hash = "{hash}"
name = "Ann Weber"
display_name = "Ann"
group = "Shop"
queues = ["{room.queue}"]
permissions = ["interaction.reject", "queues.self_manage", "visitor.block"]

[[agents]]
username = "{room.ben}"
password_hash = "{hash}"
name = "Ben Roux"
display_name = "Ben"
group = "Shop"
queues = ["{room.queue}"]

[[sites]]
key = "{room.site}"
origins = ["{host}"]
queue = "{room.queue}"
name = "The Lamp Shop"
greeting = "Hello! How can we help you today?"
consent = "We keep this conversation to answer you."
prechat = {{ name = "require", email = "allow" }}
prechat_fields = [{{ key = "order", label = "Order number", kind = "number", mode = "allow" }}]
languages = ["en", "fr"]
"""


@dataclass(frozen=True, slots=True)
class Room:
    """A corner of the company that one test has for itself."""

    number: int

    @property
    def site(self) -> str:
        """The key of its site."""
        return f"shop-{self.number}"

    @property
    def queue(self) -> str:
        """The name of its queue."""
        return f"web {self.number}"

    @property
    def ann(self) -> str:
        """The user name of the first agent."""
        return f"ann-{self.number}"

    @property
    def ben(self) -> str:
        """The user name of the second."""
        return f"ben-{self.number}"


def password_hash() -> str:
    """Hash the password that all agents share, once: each hash takes its time by design."""
    hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
    return hasher.hash(PASSWORD)


def provisioning(host: str, rooms: int = ROOMS) -> str:
    """Write the company's file, with braces doubled as `GatewayProcess` wants it."""
    hashed = password_hash()
    text = COMMON + "".join(
        ROOM.format(room=Room(number), host=host, hash=hashed) for number in range(rooms)
    )
    return text.replace("{", "{{").replace("}", "}}")
