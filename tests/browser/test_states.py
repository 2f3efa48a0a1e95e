"""Every state of docs/reference/states.toml, looked at in both languages, hues and widths."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.browser import (
    call_journeys,
    case_journeys,
    desk_journeys,
    knowledge_journeys,
    mail_journeys,
    widget_journeys,
)
from tests.browser.looks import Looks
from tests.browser.scene import Scene
from tests.browser.stage import Stage

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
]

# Each language is a chain of its own, with a browser and a gateway: one chain of all that a browser
# does would go on for minutes after everything else has ended.
LANGUAGES = [
    pytest.param(language, marks=pytest.mark.xdist_group(f"states {language}"))
    for language in ("en", "fr")
]

LIST = Path(__file__).resolve().parents[2] / "docs" / "reference" / "states.toml"
JOURNEYS: list[dict[str, Any]] = tomllib.loads(LIST.read_text())["journeys"]
WALKS = {
    "widget": widget_journeys,
    "desk": desk_journeys,
    "mail": mail_journeys,
    "cases": case_journeys,
    "calls": call_journeys,
    "knowledge": knowledge_journeys,
}


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda each: each["name"].replace(" ", "-"))
async def test_every_state_can_be_seen_read_and_used(
    stage: Stage, journey: dict[str, Any], language: str
):
    """CARD-003, CARD-008: no axe violation and no sideways scrolling, light, dark, wide, narrow."""
    scene = Scene(stage, language, Looks(language))
    try:
        await getattr(WALKS[journey["screen"]], journey["name"].replace(" ", "_"))(scene)
    finally:
        await scene.close()
    assert scene.looks.seen == [state["name"] for state in journey["states"]]
    assert not scene.looks.faults, "\n".join(scene.looks.faults)
