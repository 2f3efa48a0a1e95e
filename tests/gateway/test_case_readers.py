"""Who has a case before them: told for ten minutes, under the case that they asked for."""

from gateway.case_readers import CaseReaders, Reader
from tests.fakes.clock import FakeClock


def test_who_reads_a_case_is_told_until_the_time_is_over():
    clock = FakeClock()
    readers = CaseReaders(clock)
    readers.note("alice", "kept", ["kept", "merged"])
    clock.advance(seconds=599)
    readers.note("bruno", "merged", ["merged"])
    assert readers.of("merged") == (Reader("alice", "kept"), Reader("bruno", "merged"))

    clock.advance(seconds=1)

    assert readers.of("kept") == ()
    assert readers.of("merged") == (Reader("bruno", "merged"),)


def test_who_reads_it_again_is_told_for_as_long_again():
    clock = FakeClock()
    readers = CaseReaders(clock)
    readers.note("alice", "one", ["one"])
    readers.note("bruno", "two", ["two"])
    clock.advance(seconds=599)
    readers.note("alice", "one", ["one"])

    clock.advance(seconds=599)

    assert readers.of("one") == (Reader("alice", "one"),)
    assert readers.of("two") == ()
