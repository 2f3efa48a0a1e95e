"""Files in chats: known by their bytes, not by what they are called."""

import re
import unicodedata
from typing import Final

from channels.chat.content import require_storable
from channels.chat.conversation import Conversations
from channels.chat.ports import Ports
from channels.chat.refusal import Refusal
from channels.chat.values import Attachment, AttachmentId, Author, ChatId, Upload
from router.ids import Duration

HEAD_BYTES: Final = 512
MAX_NAME: Final = 120

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
)
_EXTENSIONS: Final[dict[str, tuple[str, ...]]] = {
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
    "text/plain": (".txt", ".log", ".csv"),
}
_UNSAFE: Final = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


class Attachments:
    """Takes files into chats."""

    def __init__(
        self,
        ports: Ports,
        *,
        conversations: Conversations,
        max_bytes: int,
        unsent_kept_for: Duration,
    ) -> None:
        """Join the collaborators; nothing over `max_bytes` is taken."""
        self._conversations = conversations
        self._store = ports.store
        self._clock = ports.clock
        self._mint = ports.mint
        self._max_bytes = max_bytes
        self._unsent_kept_for = unsent_kept_for

    async def add(self, author: Author, chat_id: ChatId, upload: Upload) -> Attachment:
        """Take a file in, for a message of the same author to carry. Raises `Refusal`."""
        conversation = self._conversations.get(chat_id)
        if conversation is None or not conversation.belongs_to(author):
            raise Refusal("not_found", "chat_id")
        if conversation.state == "ended":
            raise Refusal("chat_ended", "chat_id")
        if not upload.size_bytes:
            raise Refusal("invalid", "file")
        if upload.size_bytes > self._max_bytes:
            raise Refusal("too_large", "file")
        media_type = media_type_of(upload.head)
        if media_type is None:
            raise Refusal("unsupported_type", "file")
        attachment = Attachment(
            id=self._mint.id(),
            chat_id=chat_id,
            name=safe_name(upload.name, media_type),
            type=media_type,
            size_bytes=upload.size_bytes,
            blob=upload.blob,
        )
        await self._store.add_attachment(attachment, author, self._clock.now())
        return attachment

    async def get(self, attachment_id: AttachmentId) -> Attachment | None:
        """Give a file."""
        return await self._store.attachment(attachment_id)

    async def remove_unsent(self) -> int:
        """Remove the uploads that no message carried in time; gives how many."""
        now = self._clock.now()
        return await self._store.remove_unsent(now - self._unsent_kept_for, now)


def media_type_of(head: bytes) -> str | None:
    """Find the media type in a file's first bytes; None for what is not accepted.

    SVG and HTML are text that can run, so text that starts like a tag is not taken as text.
    """
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "text/plain" if _is_plain_text(head) else None


def safe_name(name: str, media_type: str) -> str:
    """Give the name without paths, control or direction marks, with an extension that is true."""
    require_storable(name, "file")
    name = unicodedata.normalize("NFC", name)
    name = _UNSAFE.sub("_", name.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    extensions = _EXTENSIONS[media_type]
    stem, dot, extension = name.rpartition(".")
    if dot and f".{extension.lower()}" in extensions:
        return f"{stem[:MAX_NAME] or 'file'}.{extension}"
    return f"{name[:MAX_NAME] or 'file'}{extensions[0]}"


def _is_plain_text(head: bytes) -> bool:
    if not head or b"\x00" in head:
        return False
    # A character may be cut at the end of the head.
    for cut in range(4):
        try:
            text = head[: len(head) - cut].decode()
        except UnicodeDecodeError:
            continue
        printable = all(c.isprintable() or c in "\r\n\t\f" for c in text.lstrip("\ufeff"))
        return printable and not text.lstrip("\ufeff \r\n\t").startswith("<")
    return False
