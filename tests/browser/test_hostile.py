"""Hostile markup by every door: nothing runs, nothing is built, nobody else is asked."""

import pytest

from tests.browser.stage import Stage
from tests.hostile.payloads import every, payloads, tenth
from tests.hostile.rehearsal import Rehearsal
from tests.hostile.walk import Watch, look_over
from tests.kit.gateway import GatewayProcess

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


async def test_a_tenth_of_the_attacks_does_nothing_anywhere(
    own_gateway: GatewayProcess, stage: Stage
):
    """All of them in answers and pages, some of each family by every other door.

    The stage's own ears hear requests and refusals; in the end pictures are wished for, and
    nothing but pictures is asked for.
    """
    attacks, watch = tenth(), Watch()
    assert len(attacks) >= len(payloads()) / 10 >= 150
    mailed = every(4, attacks)
    rehearsal = Rehearsal(stage, watch)
    await rehearsal.to_widget(every(3, attacks))
    await rehearsal.to_desk(every(9, attacks))
    await rehearsal.to_readers(attacks, together=32)
    await rehearsal.to_case(mailed)
    assert rehearsal.found.wrong == []
    assert rehearsal.found.elements > 50
    assert rehearsal.found.frames > len(mailed) >= 60
    assert rehearsal.found.pictures > 0
    assert watch.ran == []


async def test_the_watch_hears_what_runs_where_nobody_guards(stage: Stage):
    """The attacks are live: without the guards many of them run, or ask a stranger."""
    page, watch = await stage.window(), Watch()
    stage.troubles.allow("https://evil.example")
    stage.troubles.expect(".")
    await watch.over(page.context)
    await page.route("https://evil.example/**", lambda route: route.abort())
    for source in ("<img src=x onerror=owned()>", "<svg onload=owned()>", "<b onclick=x>"):
        await page.set_content(source)
    await page.set_content("<img src=https://evil.example/seen>")
    assert len(watch.ran) == 2
    assert "https://evil.example/seen" in stage.troubles.requests
    await page.set_content("<p onclick=owned()>x</p><object></object>")
    assert await look_over(page, {"html", "head", "body"}) == ["p onclick=owned()", "object"]
