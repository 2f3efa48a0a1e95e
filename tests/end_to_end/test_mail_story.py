"""A customer writes a letter: from the first byte to the agent's desk, against `parley serve`."""

import asyncio
import email
import email.policy
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope

from tests.kit.clients import Agent, Refused
from tests.kit.desk_http import CaseDesk
from tests.kit.gateway import PASSWORD, GatewayProcess
from tests.kit.post import MAIL_WORLD, MAILBOX, SUPPORT, letter, post
from tests.kit.postgres import PostgresServer
from tests.kit.worlds import Worlds


@contextmanager
def running(gateway: GatewayProcess) -> Iterator[GatewayProcess]:
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.stop()


@pytest.fixture
def post_office(
    worlds: Worlds, server: PostgresServer | None, tmp_path: Path
) -> Iterator[GatewayProcess]:
    """Run a gateway that receives mail."""
    gateway = worlds.gateway(tmp_path, MAIL_WORLD, postgres=server, config=MAILBOX, takes_mail=True)
    with running(gateway):
        yield gateway


async def at_work(gateway: GatewayProcess, username: str = "alice") -> Agent:
    agent = Agent(gateway.url, username, PASSWORD)
    await agent.connect()
    await agent.be("available")
    return agent


async def test_a_letter_becomes_a_case_and_is_offered(post_office: GatewayProcess):
    """EIN-001, EIN-004, EIN-005, EIN-010, EIN-016, EIN-034: queue, offer, new customer and case."""
    alice = await at_work(post_office)

    await post(post_office.smtp_port, letter())

    offer = await alice.rung()
    shown = offer["interaction"]
    assert shown["medium"] == "email"
    assert shown["queue"]["name"] == "mail"
    assert shown["customer"]["name"] == "Zoé Martin"
    assert shown["email"]["from"] == {"name": "Zoé Martin", "address": "zoe@customer.example"}
    assert shown["email"]["mailbox"] == "support"
    assert shown["email"]["text"].strip() == "It was due on Monday."
    assert shown["email"]["kind"] == "new_case"
    assert shown["case"]["status"] == "open"
    contact = await alice.accept()
    assert "reply" in contact["actions"]
    await alice.until(lambda: alice.status == "busy")
    await alice.ask("interaction.end", interaction_id=contact["id"])
    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])

    await alice.leave()
    audit = post_office.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


async def test_the_oldest_letter_comes_first(post_office: GatewayProcess):
    """EIN-005: in the order in which they were taken over."""
    for number in range(3):
        await post(
            post_office.smtp_port,
            letter(f"Letter {number}", message_id=f"<{number}@customer.example>"),
        )
    alice = await at_work(post_office)

    subjects = []
    for _ in range(3):
        await alice.rung()
        contact = await alice.accept()
        subjects.append(contact["email"]["subject"])
        await alice.ask("interaction.end", interaction_id=contact["id"])
        await alice.ask("interaction.wrap_up", interaction_id=contact["id"])

    assert subjects == ["Letter 0", "Letter 1", "Letter 2"]
    await alice.leave()


async def accepted(alice: Agent) -> dict[str, Any]:
    await alice.rung()
    return await alice.accept()


async def the_letter(gateway: GatewayProcess, writer: Agent) -> EmailMessage:
    """Wait until the one letter that went out has left, and read it."""
    await writer.until(lambda: any(m["state"] == "accepted" for m in writer.heard["mail"]))
    (file,) = (gateway.folder / "outgoing").glob("*.eml")
    return email.message_from_bytes(file.read_bytes(), policy=email.policy.default)


async def test_the_reply_leaves_once_threaded_and_numbered(post_office: GatewayProcess):
    """ERP-002, ERP-003, ERP-004, ERP-014, ERP-015, ERP-018, ERP-021, EIN-026: in the thread."""
    alice = await at_work(post_office)
    await post(post_office.smtp_port, letter())
    contact = await accepted(alice)
    case_id, number = contact["case"]["id"], contact["case"]["number"]
    desk = CaseDesk(alice)
    case = await desk.case(case_id)
    assert case["assignee"]["name"] == "Alice Martin"
    assert case["senders"] == [SUPPORT]
    file_id = await desk.attach(case_id, "label.txt", b"Parcel 17")

    draft = await desk.draft(case_id, html="<p>It comes <b>today</b>.</p>", attachments=[file_id])
    assert (await desk.case(case_id))["drafts"][0]["rev"] == draft["rev"] == 1
    first = await desk.send(case_id)
    again = await desk.send(case_id)

    assert first["message_id"] == again["message_id"]
    out = await the_letter(post_office, alice)
    assert out["Subject"] == f"Re: Where is my parcel? [#{number}]"
    assert out["In-Reply-To"] == "<1@customer.example>"
    assert out["To"] == "zoe@customer.example"
    assert out["From"] == f"Alice <{SUPPORT}>"
    body = out.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "It comes today." in text
    assert "From: Zoé Martin <zoe@customer.example>" in text
    assert "> It was due on Monday." in text
    assert [part.get_filename() for part in out.iter_attachments()] == ["label.txt"]
    thread = (await desk.case(case_id))["mails"]
    assert [mail["direction"] for mail in thread] == ["in", "out"]
    assert thread[1]["state"] == "accepted"
    await alice.leave()


async def test_the_answer_to_a_reply_threads_onto_the_case(post_office: GatewayProcess):
    """EIN-007, EIN-009, EIN-011: our Message-ID, the number in the subject, a known sender."""
    alice = await at_work(post_office)
    await post(post_office.smtp_port, letter())
    contact = await accepted(alice)
    case = contact["case"]
    desk = CaseDesk(alice)
    await desk.draft(case["id"], html="<p>Today.</p>")
    await desk.send(case["id"])
    sent = await the_letter(post_office, alice)
    await alice.ask("interaction.end", interaction_id=contact["id"])
    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])

    answer = letter(
        "Thank you", "Got it.", message_id="<2@customer.example>", In_Reply_To=sent["Message-ID"]
    )
    await post(post_office.smtp_port, answer)
    second = await accepted(alice)

    assert second["case"]["id"] == case["id"]
    assert second["email"]["kind"] == "follow_up"
    await alice.ask("interaction.end", interaction_id=second["id"])
    await alice.ask("interaction.wrap_up", interaction_id=second["id"])

    forged = letter(
        f"Re: [#{case['number']}]",
        "Let me in.",
        sender="Mallory <mallory@elsewhere.example>",
        message_id="<3@elsewhere.example>",
        In_Reply_To=sent["Message-ID"],
        References=sent["Message-ID"],
    )
    await post(post_office.smtp_port, forged)
    third = await accepted(alice)

    assert third["case"]["id"] != case["id"]
    assert (await desk.case(third["case"]["id"]))["linked_to"]["number"] == case["number"]
    await alice.leave()


async def test_the_same_letter_twice_is_one(post_office: GatewayProcess):
    """EIN-004: a sender who did not see our answer sends again; nobody works twice."""
    alice = await at_work(post_office)
    for _ in range(2):
        await post(post_office.smtp_port, letter())
    await post(post_office.smtp_port, letter("Another", message_id="<2@customer.example>"))

    subjects = []
    for _ in range(2):
        contact = await accepted(alice)
        subjects.append(contact["email"]["subject"])
        await alice.ask("interaction.end", interaction_id=contact["id"])
        await alice.ask("interaction.wrap_up", interaction_id=contact["id"])

    assert subjects == ["Where is my parcel?", "Another"]
    await alice.leave()


async def test_html_is_shown_behind_two_walls(post_office: GatewayProcess):
    """ARCHITECTURE: what a stranger sends neither runs nor calls home."""
    alice = await at_work(post_office)
    message = letter()
    message.add_alternative(
        '<p onclick="steal()">Look<script>steal()</script></p>'
        '<img src="https://spy.example/seen.png">',
        subtype="html",
    )
    await post(post_office.smtp_port, message)
    contact = await accepted(alice)

    page, headers = await CaseDesk(alice).page(contact["email"]["html_url"])
    shown, _ = await CaseDesk(alice).page(contact["email"]["html_url"] + "&images=1")

    assert await CaseDesk(alice).pictures(contact["email"]["html_url"]) == "remote"
    assert "steal" not in page
    assert "spy.example" not in page
    assert "https://spy.example/seen.png" in shown
    assert "sandbox" in headers["Content-Security-Policy"]
    assert "https:" not in headers["Content-Security-Policy"]
    await alice.leave()


async def test_a_transfer_takes_the_case_along(post_office: GatewayProcess):
    """ETR-001, ETR-005, ETR-010, ETR-003, ETR-004, WRP-013: nobody's until somebody accepts."""
    alice = await at_work(post_office)
    bruno = await at_work(post_office, "bruno")
    await post(post_office.smtp_port, letter())
    contact = await accepted(alice)

    await alice.ask("interaction.transfer", interaction_id=contact["id"], to_queue="letters")
    offer = await bruno.rung()
    desk = CaseDesk(bruno)
    assert offer["interaction"]["case"]["id"] == contact["case"]["id"]
    assert (await desk.case(contact["case"]["id"]))["assignee"] is None
    await bruno.accept()
    assert (await desk.case(contact["case"]["id"]))["assignee"]["name"] == "Bruno Lopez"

    await alice.ask("interaction.wrap_up", interaction_id=contact["id"])
    await post(post_office.smtp_port, letter("Another", message_id="<2@customer.example>"))
    second = await accepted(alice)
    await alice.ask("interaction.end", interaction_id=second["id"])
    targets = await alice.ask("transfer.targets", interaction_id=second["id"])
    names = [queue["name"] for queue in targets["queues"]]
    assert names == sorted(["letters", second["queue"]["name"]])
    assert targets["agents"] == []
    await alice.ask("interaction.transfer", interaction_id=second["id"], to_queue="letters")
    assert (await desk.case(second["case"]["id"]))["assignee"] is None
    await bruno.ask("interaction.end", interaction_id=contact["id"])
    await bruno.ask("interaction.wrap_up", interaction_id=contact["id"])
    assert (await bruno.rung())["interaction"]["id"] == second["id"]
    await bruno.accept()
    await alice.ask("interaction.wrap_up", interaction_id=second["id"])
    back = {"interaction_id": second["id"], "to_queue": "letters", "confirm": True}
    await bruno.ask("interaction.transfer", **back)
    await bruno.ask("interaction.wrap_up", interaction_id=second["id"])
    assert (await bruno.rung())["interaction"]["id"] == second["id"], "put back; nobody else came"
    for agent in (alice, bruno):
        await agent.leave()
    audit = post_office.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


async def test_what_waits_is_there_after_a_power_cut(post_office: GatewayProcess):
    """EIN-004: taken over is taken over."""
    await post(post_office.smtp_port, letter())
    post_office.kill()
    post_office.start()

    alice = await at_work(post_office)
    contact = await accepted(alice)

    assert contact["email"]["subject"] == "Where is my parcel?"
    await alice.leave()
    audit = post_office.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


async def check_orders(agent: Agent, queue_id: str, rows: list[dict[str, Any]]) -> None:
    """The list is sorted by each of its columns, either way round, page for page."""
    by_number = {row["case_number"]: row for row in rows}
    backwards = [by_number[number] for number in sorted(by_number, key=int, reverse=True)]
    for sort, expected in {
        "-waited_seconds": rows[::-1],
        "case_number": backwards[::-1],
        "-case_number": backwards,
        "subject": rows,
        "-subject": rows[::-1],
        "-company": rows,
    }.items():
        found: list[str] = []
        more = True
        while more:
            after = {"after": found[-1]} if found else {}
            page = await agent.ask("email.pending", queue_id=queue_id, sort=sort, limit=2, **after)
            found += [row["interaction_id"] for row in page["emails"]]
            more = page["more"]
        assert found == [row["interaction_id"] for row in expected], sort
    with pytest.raises(Refused, match="invalid"):
        await agent.ask("email.pending", queue_id=queue_id, sort="colour")


async def test_mail_is_looked_through_pulled_and_thrown_away(post_office: GatewayProcess):
    """EPL-002, EPL-003, EPL-005, EPL-006, EPL-007, EPL-008, EPL-009, EPL-016: out of turn.

    STA-048: still working offline, until it is wrapped up; then as before.
    """
    alice = Agent(post_office.url, "alice", PASSWORD)
    await alice.connect()
    await alice.be("offline")
    for number in range(3):
        await post(
            post_office.smtp_port,
            letter(f"Letter {number}", message_id=f"<{number}@customer.example>"),
        )
    queue = next(q for q in alice.heard["snapshot"][-1]["queues"] if q["name"] == "mail")
    await alice.until(
        lambda: any(q["waiting"] == 3 for told in alice.heard["queues"] for q in told)
    )
    listed = await alice.ask("email.pending", queue_id=queue["id"])
    rows = listed["emails"]
    assert [row["subject"] for row in rows] == ["Letter 0", "Letter 1", "Letter 2"]
    assert {row["contact"] for row in rows} == {"Zoé Martin"}
    assert {row["mailbox"] for row in rows} == {"support"}
    rest = await alice.ask("email.pending", queue_id=queue["id"], after=rows[0]["interaction_id"])
    assert [row["subject"] for row in rest["emails"]] == ["Letter 1", "Letter 2"]
    await check_orders(alice, queue["id"], rows)

    for _ in range(2):  # who threw it away may repeat that
        await alice.ask("email.discard", interaction_ids=[rows[0]["interaction_id"]])
    pulled = await alice.ask("email.pull", interaction_id=rows[2]["interaction_id"])

    assert pulled["interaction"]["email"]["subject"] == "Letter 2"
    await alice.until(lambda: alice.heard["status"][-1]["allowed"] == ["available"])
    assert alice.status == "offline"
    left = await alice.ask("email.pending", queue_id=queue["id"])
    assert [row["subject"] for row in left["emails"]] == ["Letter 1"]
    with pytest.raises(Refused, match="conflict"):
        await alice.ask("email.discard", interaction_ids=[rows[2]["interaction_id"]])
    desk = CaseDesk(alice)
    found = await desk.ask("GET", "/api/v1/cases", params={"status": "closed"})
    assert [case["subject"] for case in found["cases"]] == ["Letter 0"]
    held = pulled["interaction"]["id"]
    await alice.ask("interaction.end", interaction_id=held)
    await alice.until(lambda: alice.status == "wrap_up")
    await alice.ask("interaction.wrap_up", interaction_id=held)
    await alice.until(lambda: alice.status == "offline")
    assert len(alice.heard["status"][-1]["allowed"]) == 3
    await alice.leave()
    audit = post_office.run("audit")
    assert audit.returncode == 0, audit.stdout + audit.stderr


class MailServer:
    """A company's mail server: it takes what it is given."""

    def __init__(self) -> None:
        self.taken: asyncio.Queue[Envelope] = asyncio.Queue()

    async def handle_DATA(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Any, envelope: Envelope
    ) -> str:
        self.taken.put_nowait(envelope)
        return "250 OK"


async def test_who_begins_a_case_is_told_so_once(worlds: Worlds, tmp_path: Path):
    """EIN-001: with the case's number, from the mailbox, back to nobody; one word a day."""
    relay = MailServer()
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(relay, hostname="relay"), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    gateway = worlds.gateway(
        tmp_path,
        MAIL_WORLD,
        config=MAILBOX
        + 'acknowledge = "We have it, as {number}."\n'
        + f'smtp = {{ host = "127.0.0.1", port = {port}, tls = "none" }}\n',
        takes_mail=True,
    )
    with running(gateway):
        for number in range(2):
            message = letter(message_id=f"<{number}@customer.example>")
            message.replace_header("Date", formatdate())
            await post(gateway.smtp_port, message)
        alice = await at_work(gateway)
        first = await accepted(alice)
        desk = CaseDesk(alice)
        await desk.draft(first["case"]["id"], html="<p>Today.</p>")
        await desk.send(first["case"]["id"])

        left = [await relay.taken.get() for _ in range(2)]
        (told,) = [each for each in left if each.mail_from == "<>"]
        said = email.message_from_bytes(told.original_content or b"", policy=email.policy.default)
        number = first["case"]["number"]
        assert told.rcpt_tos == ["zoe@customer.example"]
        assert said["From"] == f"Parley <{SUPPORT}>"
        assert said["Auto-Submitted"] == "auto-replied"
        assert said["In-Reply-To"] == "<0@customer.example>"
        assert said["Subject"] == f"Re: Where is my parcel? [#{number}]"
        assert isinstance(said, EmailMessage)
        assert said.get_content().strip() == f"We have it, as {number}."
        assert relay.taken.empty()
        await alice.leave()
    server.close()
