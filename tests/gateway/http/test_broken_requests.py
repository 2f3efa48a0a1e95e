"""Requests that are no good HTTP: answered, and nothing of them in the log."""

import asyncio
import gzip
import logging
import warnings
from collections.abc import Iterator

import pytest

from gateway.logs import is_our_fault, leave_out_broken_requests
from tests.gateway.house import PASSWORD, House, post

JSON = "Content-Type: application/json"
GET = "GET /healthz HTTP/1.1"
LOGIN = "POST /api/v1/login HTTP/1.1"
PART = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Log as a gateway's process does."""
    with warnings.catch_warnings():
        leave_out_broken_requests()
        yield caplog
    logging.getLogger("aiohttp.server").removeFilter(is_our_fault)


async def say(house: House, *parts: str | bytes, body: bytes = b"", length: int | None = None):
    """Send a request as it is, and give the first line of the answer."""
    host, port = house.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    told = [f"Content-Length: {len(body) if length is None else length}"] if body else []
    sent = [*parts[:1], f"Host: {host}:{port}", *parts[1:], *told, "Connection: close"]
    head = [line if isinstance(line, bytes) else line.encode() for line in sent]
    writer.write(b"\r\n".join(head) + b"\r\n\r\n" + body)
    if length is not None:
        writer.write_eof()
    async with asyncio.timeout(10):
        first = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return first.decode().partition(" ")[2].strip()


async def upload(house: House, head: bytes) -> str:
    """Send a file of which `head` is all but the end, and give the first line of the answer."""
    _, customer, chat_id = await house.talking()
    return await say(
        house,
        f"POST /api/v1/chats/{chat_id}/attachments HTTP/1.1",
        f"Authorization: Bearer {customer.token}",
        "Content-Type: multipart/form-data; boundary=x",
        body=head + b"\r\n\r\n--x--\r\n",
    )


@pytest.mark.parametrize(
    "parts",
    [
        ("\x00\x01 hello",),
        ("GET / HTTP/9.9",),
        ("BREW /healthz HTTP/1.1",),
        (f"GET /{'a' * 20_000} HTTP/1.1",),
        (GET, f"X: {'a' * 20_000}"),
        (GET, *(f"X-{n}: a" for n in range(5_000))),
        (LOGIN, JSON, "Content-Length: -1"),
        (LOGIN, JSON, "Content-Length: 3", "Transfer-Encoding: chunked"),
    ],
    ids=["noise", "version", "method", "path", "header", "headers", "length", "two lengths"],
)
async def test_what_is_no_http_is_refused(house: House, log, parts):
    """A traceback for each would let anybody fill the disk with what they like."""
    assert (await say(house, *parts)).startswith("400")
    assert not house.failures()
    assert not log.records


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((JSON, "Content-Encoding: gzip"), b'{"username":"a","password":"b"}'),
        ((JSON, "Transfer-Encoding: chunked"), b""),
    ],
    ids=["not compressed", "not in chunks"],
)
async def test_a_body_that_is_not_what_it_claims_is_invalid(house: House, log, headers, body):
    sent = (LOGIN, *headers)
    answer = await (say(house, *sent, body=body) if body else say(house, *sent, "", "zz\r\n"))
    assert answer.startswith("400")
    assert not house.failures()
    assert not log.records


async def test_a_body_that_never_ends_leaves_no_trace(house: House, log):
    """The line went dead in the middle: nobody is left to answer."""
    await say(house, LOGIN, JSON, body=b'{"username":', length=500)
    assert not house.failures()
    assert not log.records


@pytest.mark.parametrize(
    "body",
    [
        PART + b"X: a\r\n" * 10_000,
        PART + b"X: " + b"a" * 100_000,
        PART + b"X: \x00\r\n\r\n",
    ],
    ids=["many headers", "a long header", "a NUL"],
)
async def test_a_broken_part_is_invalid(house: House, log, body):
    assert (await upload(house, body)).startswith("400")
    assert not house.failures()
    assert not log.records


async def test_a_name_that_cannot_be_read_is_left_out(house: House, recwarn, log):
    """Python would print each such name to standard error, past the log."""
    head = b"--x\r\nContent-Disposition: form-data; name=file; filename*=UTF-8''%ff\r\n\r\nwords"
    assert (await upload(house, head)).startswith("201")
    assert not recwarn.list
    assert not log.records


async def test_a_compressed_body_is_measured_as_it_unfolds(house: House, log):
    """Fifty megabytes that come in fifty kilobytes."""
    bomb = gzip.compress(b" " * 50_000_000)
    answer = await say(house, LOGIN, JSON, "Content-Encoding: gzip", body=bomb)
    assert answer.startswith("413")
    assert not house.failures()
    assert not log.records


async def test_bytes_in_a_header_keep_nobody_out(house: House):
    """A browser's name is kept beside its session, whatever it is made of."""
    body = f'{{"username":"alice","password":"{PASSWORD}"}}'.encode()
    answer = await say(house, LOGIN, JSON, b"User-Agent: \xff\xfe", body=body)
    assert answer.startswith("200")
    assert not house.failures()


async def test_a_defect_of_ours_is_still_logged(house: House, log):
    """Only what strangers can cause is left out."""
    logging.getLogger("aiohttp.server").error("Unhandled", exc_info=KeyError("ours"))
    assert [line.message for line in log.records] == ["Unhandled"]
    assert (await post(f"{house.url}/api/v1/login", {}))[0] == 400
