"""Letters while the gateway dies at every point of their way in."""

from pathlib import Path

import pytest

from tests.kit.postgres import PostgresServer
from tests.soak.mail_storm import storm
from tests.soak.mortal_gateway import POINTS

LETTERS = 50


@pytest.mark.slow
@pytest.mark.parametrize(
    "kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
async def test_each_letter_is_one_case_in_its_place(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
):
    """EIN-004, QUE-030: taken over is taken over, and nobody works twice."""
    url = None
    if kind == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        url = server.new_database()

    found = await storm(tmp_path, letters=LETTERS, deaths=len(POINTS), database_url=url)

    assert found.deaths >= len(POINTS) - 2
    assert list(found.subjects) == [f"Letter {number}" for number in range(LETTERS)]
    assert found.audit == ""
