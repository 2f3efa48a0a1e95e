"""The company of the browser tests: rooms of one site, one queue and two agents each."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from argon2 import PasswordHasher

from tests.kit.gateway import PASSWORD

ROOMS: Final = 120
CLOSED: Final = "night-shop"
"""The site of a queue that is never open while the tests run."""
ANYTHING: Final = "anything-shop"
"""A site that asks so much that anything can be answered."""
FIELDS: Final = tuple(f"field{number}" for number in range(10))
"""What it asks."""
FOREIGN: Final = "foreign-shop"
"""A site whose pages are nowhere in these tests."""

CALLERS: Final = {"en": ("iris", "Iris"), "fr": ("ivan", "Ivan")}
"""Who answers calls in which language: user name and display name."""
PBX_KEY: Final = "a-key-that-both-of-them-have-known-for-long"
TELEPHONE: Final = f"""
[[pbx]]
name = "exchange"
key = "{PBX_KEY}"

[voicemail_transcript]
command = ["/bin/echo", "my lamp has not arrived please call me back"]
"""

CLERKS: Final = {"en": ("mia", "Mia"), "fr": ("milo", "Milo")}
"""Who answers letters in which language: user name and display name."""
ADDRESSES: Final = {"en": "help@lamps.example", "fr": "aide@lamps.example"}
"""Where customers write to, by the language of who answers."""
MAILBOXES: Final = "".join(
    f"""
[[mailboxes]]
name = "{address.partition("@")[0]}"
address = "{address}"
queue = "letters {language}"
"""
    for language, address in ADDRESSES.items()
)

HELP: Final = """
[[help_links]]
title = "User guide"
url = "https://guide.example.org/"
"""

COMMON: Final = """
[[groups]]
name = "Shop"

[[code_lists]]
name = "outcome"
kind = "transaction"
mandatory = true
codes = ["Solved", "Call back", "Not ours"]

[[code_lists]]
name = "topic"
kind = "transaction"
multiple = true
codes = [
  "Delivery", "Damage", "Spare part", "Warranty", "Advice", "Invoice", "Return", "Trade", "Praise",
]

[[code_lists]]
name = "reason"
kind = "status"
statuses = ["offline"]
codes = ["Lunch", "Meeting", "Training"]

[[tags]]
name = "refund"

[[tags]]
name = "delivery"

[[queues]]
name = "night"
medium = "chat"
hours = "Mo-Su {opens}-{closes}"

[[queues]]
name = "night calls"
media = ["voicemail", "callback"]

[[sites]]
key = "{closed}"
origins = ["{host}", "{other}"]
queue = "night"
voice_queue = "night calls"
name = "The Lamp Shop"
languages = ["en", "fr"]

[[sites]]
key = "{foreign}"
origins = ["https://shop.example.org"]
queue = "night"

[[queues]]
name = "letters en"
medium = "email"
accept_timeout_seconds = 60
wrap_up_seconds = 60
codes = ["outcome"]

[[queues]]
name = "letters fr"
medium = "email"
accept_timeout_seconds = 60
wrap_up_seconds = 60
codes = ["outcome"]

[[queues]]
name = "anything"
medium = "chat"
accept_timeout_seconds = 60
wrap_up_seconds = 0

[[sites]]
key = "{anything}"
origins = ["{host}", "{other}"]
queue = "anything"
name = "The Lamp Shop"
prechat = {{ name = "allow", email = "allow", account_number = "allow" }}
prechat_fields = [{fields}]
languages = ["en"]

[[agents]]
username = "olga"
password_hash = "{hash}"
name = "Olga Sand"
display_name = "Olga"
group = "Shop"
role = "supervisor"
queues = ["anything"]

[[agents]]
username = "mia"
password_hash = "{hash}"
name = "Mia Brandt"
display_name = "Mia"
group = "Shop"
queues = ["letters en"]
permissions = [
  "interaction.reject", "email.pull", "email.discard", "sender.block", "crm.case.delete",
  "crm.customer.erase",
]

[[agents]]
username = "milo"
password_hash = "{hash}"
name = "Milo Garnier"
display_name = "Milo"
locale = "fr"
group = "Shop"
queues = ["letters fr"]
permissions = [
  "interaction.reject", "email.pull", "email.discard", "sender.block", "crm.case.delete",
  "crm.customer.erase",
]

[[agents]]
username = "sue"
password_hash = "{hash}"
name = "Sue Lang"
display_name = "Sue"
group = "Shop"
role = "supervisor"
queues = ["night"]

[[agents]]
username = "sacha"
password_hash = "{hash}"
name = "Sacha Petit"
display_name = "Sacha"
locale = "fr"
group = "Shop"
role = "supervisor"
queues = ["night"]
"""

BOTS: Final = {"en": ("nora", "Nora"), "fr": ("noel", "Noël")}
"""Who takes over from the answer bot in which language: user name and display name."""

BOT: Final = """
[[queues]]
name = "bot {language}"
medium = "chat"
accept_timeout_seconds = 60
wrap_up_seconds = 60

[[agents]]
username = "{username}"
password_hash = "{hash}"
name = "{name}"
display_name = "{name}"
locale = "{language}"
group = "Shop"
queues = ["bot {language}"]

[[sites]]
key = "bot-{language}"
origins = ["{host}", "{other}"]
queue = "bot {language}"
name = "The Lamp Shop"
bot = true
bot_asks = ["order"]
prechat = {{ name = "require" }}
prechat_fields = [{{ key = "order", label = "Order number", kind = "number", mode = "off" }}]
languages = ["en", "fr"]
"""

CALLS: Final = """
[[queues]]
name = "calls {language}"
media = ["voicemail", "callback"]
accept_timeout_seconds = 60
wrap_up_seconds = 60

[[agents]]
username = "{username}"
password_hash = "{hash}"
name = "{name}"
display_name = "{name}"
locale = "{language}"
email = "{username}@lamps.example"
group = "Shop"
queues = [{{ name = "calls {language}", callback = true }}]
permissions = ["interaction.reject", "voicemail.download"]
"""

ENTRIES: Final = """
[[faq]]
category = "Voltage"
question = "Which voltage do I need abroad?"
answer = "Ours take **110 to 240 V**."

[[faq]]
category = "Tension"
language = "fr"
question = "Quelle tension faut-il à l’étranger ?"
answer = "Les nôtres acceptent **110 à 240 V**."
"""

ROOM: Final = """
[[queues]]
name = "{room.queue}"
medium = "chat"
accept_timeout_seconds = 60
wrap_up_seconds = 60
codes = ["outcome", "topic"]
auto_log = "by_customer"

[[agents]]
username = "{room.ann}"
password_hash = "{hash}"
name = "Ann Weber"
display_name = "Ann"
group = "Shop"
queues = ["{room.queue}"]
permissions = [
  "interaction.reject", "queues.self_manage", "transfer.silence_unattended", "visitor.block",
]

[[agents]]
username = "{room.ben}"
password_hash = "{hash}"
name = "Ben Roux"
display_name = "Ben"
locale = "fr"
group = "Shop"
queues = ["{room.queue}"]
permissions = [
  "interaction.reject", "queues.self_manage", "transfer.silence_unattended", "visitor.block",
]

[[sites]]
key = "{room.site}"
origins = ["{host}", "{other}"]
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


def elsewhere(origin: str) -> str:
    """Give the same pages' address on another site than the gateway's, as browsers part sites."""
    return origin.replace("127.0.0.1", "localhost")


def provisioning(host: str, rooms: int = ROOMS) -> str:
    """Write the company's file, with braces doubled as `GatewayProcess` wants it."""
    hashed = password_hash()
    later = datetime.now(UTC) + timedelta(hours=12)
    hosts = {"host": host, "other": elsewhere(host)}
    text = (
        COMMON.format(
            closed=CLOSED,
            foreign=FOREIGN,
            anything=ANYTHING,
            fields=", ".join(
                f'{{key = "{key}", label = "{key}", kind = "text", mode = "allow"}}'
                for key in FIELDS
            ),
            hash=hashed,
            **hosts,
            opens=later.strftime("%H:00"),
            closes=later.strftime("%H:30"),
        )
        + "".join(
            BOT.format(language=language, username=username, name=name, hash=hashed, **hosts)
            for language, (username, name) in BOTS.items()
        )
        + "".join(
            CALLS.format(language=language, username=username, name=name, hash=hashed)
            for language, (username, name) in CALLERS.items()
        )
        + ENTRIES
        + "".join(ROOM.format(room=Room(number), hash=hashed, **hosts) for number in range(rooms))
    )
    return text.replace("{", "{{").replace("}", "}}")
