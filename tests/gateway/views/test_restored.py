"""After a restart the desk shows the same stories as before it."""

from typing import Any

from tests.gateway.house import House, open_house


def story_of(interaction: dict[str, Any]) -> dict[str, Any]:
    """What must be the same: everything but the revision and what the clock moved on."""
    # The records that belong to it are looked for anew, and may follow by an event of their own.
    anew = ("rev", "chat", "screen_pop")
    told = {key: value for key, value in interaction.items() if key not in anew}
    if told["handling"] is not None:
        told["handling"] = told["handling"] | {"wrap_up_ends_at": None}
    return told | {"waited_seconds": None}


async def shown_to(house: House, username: str) -> dict[str, Any]:
    agent = await house.agent(username)
    snapshot: dict[str, Any] = agent.heard["snapshot"][-1]
    await agent.leave()
    return snapshot


async def test_stories_outlive_a_restart(company, tmp_path):
    """SES-028: active, transferred and waiting contacts come back with notes and journeys."""
    async with open_house(company, tmp_path) as house:
        alice, customer, first = await house.talking()
        await alice.ask(
            "interaction.annotate", interaction_id=first, notes="Asked for blue", tags=["refund"]
        )
        bruno = await house.agent("bruno", "available")
        await alice.ask("stop_new.set", on=True)
        await alice.ask(
            "interaction.transfer", interaction_id=first, to_queue="web", note="Wants a refund"
        )
        await bruno.accept()
        waiting = await house.customer()
        await alice.ask("status.set", status="available")
        before = [await shown_to(house, name) for name in ("alice", "bruno")]
        await customer.leave()
        await waiting.leave()
    async with open_house(tmp_path, tmp_path) as house:
        after = [await shown_to(house, name) for name in ("alice", "bruno")]
    for then, now in zip(before, after, strict=True):
        assert [story_of(each) for each in then["interactions"]] == [
            story_of(each) for each in now["interactions"]
        ]
        assert now["rev"] > then["rev"]
    (held,) = after[1]["interactions"]
    assert [stage["note"] for stage in held["journey"]] == ["", "", "Wants a refund", ""]
