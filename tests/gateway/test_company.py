"""What other processes hand over is taken in order, and one bad entry holds up none."""

from storage.inbox import DIRECTORY_CHANGED, put_in_inbox, waiting_entries
from storage.security_log import newest_security_events
from tests.fakes.clock import START
from tests.gateway.house import House


async def test_an_entry_that_nobody_can_read_is_set_aside_once(house: House):
    """It is logged as an error and kept word for word in the security record, not tried again."""
    database, company = house.gateway.foundation.database, house.gateway.company
    company.look(START)
    await company.stop()
    before = len(house.log)
    good = '{"signed_out":[]}'
    handed = ((DIRECTORY_CHANGED, "{half"), ("tea", "hot"), (DIRECTORY_CHANGED, good))
    await database.write(lambda tx: [put_in_inbox(tx, *each, START) for each in handed])

    for _ in range(2):
        company.look(START)
        await company.stop()

    assert await database.read(lambda tx: waiting_entries(tx, 10)) == []
    aside = [each for each in house.failures() if each["event"] == "company.entry_set_aside"]
    assert [each["kind"] for each in aside] == [DIRECTORY_CHANGED, "tea"]
    assert sum(each["event"] == "company.changed" for each in house.log[before:]) == 1
    noted = [event for _, event in await database.read(lambda tx: newest_security_events(tx, 10))]
    kept = [e.details["payload"] for e in noted if e.action == "inbox_entry_set_aside"]
    assert kept == ["hot", "{half"]
