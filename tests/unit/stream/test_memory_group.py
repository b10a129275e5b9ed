"""The share-out of partitions in memory: complete, even, and no more movement than needed."""

from hypothesis import given
from hypothesis import strategies as st

from services.stream.memory_group import MemoryGroup
from services.stream.types import Partition

PARTITIONS = [Partition("topic", number) for number in range(6)]
NOW = 0.0

comings_and_goings = st.lists(st.tuples(st.sampled_from(["join", "leave"]), st.integers(0, 7)))


def after(steps: list[tuple[str, int]]) -> tuple[MemoryGroup, set[int]]:
    group, members = MemoryGroup(PARTITIONS), set()
    for step, member in steps:
        if step == "join":
            group.join(member, NOW)
            members.add(member)
        else:
            group.leave(member)
            members.discard(member)
    return group, members


@given(comings_and_goings)
def test_every_partition_has_one_owner_and_shares_are_even(steps):
    group, members = after(steps)
    held = [group.held_by(member) for member in members]
    assert sum(map(len, held)) == (len(PARTITIONS) if members else 0)
    assert not members or max(map(len, held)) - min(map(len, held)) <= 1


@given(comings_and_goings)
def test_a_newcomer_takes_its_share_and_nothing_else_moves(steps):
    group, members = after(steps)
    before = {member: group.held_by(member) for member in members}
    group.join("newcomer", NOW)
    for member in members:
        assert group.held_by(member) <= before[member]


@given(comings_and_goings)
def test_those_who_stay_keep_all_they_had_when_one_leaves(steps):
    group, members = after(steps)
    before = {member: group.held_by(member) for member in members}
    for leaver in list(members)[:1]:
        group.leave(leaver)
    for member in list(members)[1:]:
        assert group.held_by(member) >= before[member]


def test_a_silent_member_is_out_when_another_polls_and_back_when_it_polls_itself():
    group = MemoryGroup(PARTITIONS)
    group.join("silent", 0.0)
    group.join("other", 0.0)
    group.alive("other", 11.0, max_poll_interval=10.0)
    assert group.held_by("other") == set(PARTITIONS)
    group.alive("silent", 12.0, max_poll_interval=10.0)
    assert len(group.held_by("silent")) == 3
