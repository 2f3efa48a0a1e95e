"""One Chromium, one gateway and one host site for the run; windows and a room for each test."""

import re
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser

from tests.browser.chromium import chromium, without
from tests.browser.company import HELP, MAILBOXES, ROOMS, TELEPHONE, Room, provisioning
from tests.browser.host import Host, serve_host
from tests.browser.stage import Stage
from tests.browser.troubles import Troubles
from tests.kit.gateway import GatewayProcess, free_port
from tests.kit.warm import WarmGateway

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "gateway" / "static"
RESULTS = ROOT / "test-results"
FAILED = pytest.StashKey[bool]()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The one browser."""
    if not (STATIC / "widget" / "index.html").exists():
        without("the front ends are not built: run `make front`")
    async with chromium() as started:
        yield started


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def host() -> AsyncIterator[Host]:
    """A company's own web site."""
    async with serve_host(free_port()) as served:
        yield served


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Path:
    """Provision a database to be copied, with a room for each test."""
    folder = tmp_path_factory.mktemp("company")
    WarmGateway(folder, provisioning=provisioning(host.origin), config=MAILBOXES).provision()
    return folder / "parley.db"


@pytest.fixture(scope="session")
def shared_gateway(
    tmp_path_factory: pytest.TempPathFactory, company: Path
) -> Iterator[GatewayProcess]:
    """A gateway for all tests that leave it alive."""
    folder = tmp_path_factory.mktemp("gateway")
    gateway = GatewayProcess(folder, config=MAILBOXES + TELEPHONE, takes_mail=True)
    (gateway.folder / "parley.db").write_bytes(company.read_bytes())
    gateway.start()
    yield gateway
    gateway.stop()


@pytest.fixture
def own_gateway(tmp_path: Path, company: Path) -> Iterator[GatewayProcess]:
    """A gateway that the test may kill."""
    gateway = WarmGateway(tmp_path, config=MAILBOXES + HELP, takes_mail=True)
    (tmp_path / "parley.db").write_bytes(company.read_bytes())
    gateway.start()
    yield gateway
    gateway.stop()


@pytest.fixture
def gateway(request: pytest.FixtureRequest) -> GatewayProcess:
    """The gateway of this test: its own where it asks for that, else the shared one."""
    own = "own_gateway" in request.fixturenames
    return request.getfixturevalue("own_gateway" if own else "shared_gateway")


@pytest.fixture(scope="session")
def rooms() -> Iterator[Room]:
    """The rooms that no test has used yet."""
    return map(Room, range(ROOMS))


@pytest.fixture
def room(rooms: Iterator[Room]) -> Room:
    """A site, a queue and two agents that nobody else touches."""
    return next(rooms)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember how a test went, for the fixtures that end after it."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest_asyncio.fixture(loop_scope="session")
async def stage(
    request: pytest.FixtureRequest,
    browser: Browser,
    gateway: GatewayProcess,
    host: Host,
    room: Room,
) -> AsyncIterator[Stage]:
    """The windows of this test; what went wrong in one of them fails it."""
    troubles = Troubles(gateway.url.partition("//")[2], host.origin.partition("//")[2])
    stage = Stage(browser, gateway, host, room, troubles)
    yield stage
    if request.node.stash.get(FAILED, True):
        await stage.photograph(RESULTS / re.sub(r"\W+", "-", request.node.name))
    await stage.close()
    assert troubles.left() == []
    for line in gateway.log.splitlines():
        assert "Traceback" not in line
