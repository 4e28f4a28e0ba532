"""Ids that last: which group of a new fit is which of the fit before, and what happened to every one of both.

Members that both fits know decide; the groups' middles help where they leave it open, and stand in where hardly any
are left. The threshold of a half is no setting but what the words mean: a group is continued by the group that has the
larger part of its members and of which they are the larger part, merged if only the first holds, split off if only the
second does.
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from scipy.optimize import linear_sum_assignment

from analytics.arrays import Flags, Floats, Integers, Vectors

LineageEventName: TypeAlias = Literal["born", "continued", "split", "merged", "retired"]

#: The larger part, as above: more than this, or, to be continued, just this; the score decides between two halves.
#: MONIC (Spiliopoulou et al. 2006) lets a group survive from here on too.
HALF = 0.5

#: The least Jaccard overlap of two groups that are each other's larger part: s shared members are more than half of
#: both, so all members are less than 3 s. Two groups that overlap so much without being that are continued if their
#: middles are each other's nearest. Greene et al. (2010) and their followers match from about 0.3 on.
RELATED = 1 / 3

#: Where each of two groups shares fewer of its members with the other fit than this part, those that are left no longer
#: stand for the others: of eight, the smallest topic, one member is too few and two will do.
EVIDENCE = 0.2

#: A new group of which less than this part was known is born, wherever the few came from; of an old group that comes
#: apart a tenth and more is known on either side. Of an old group of which less than EVIDENCE is left it cannot be said
#: that it went into another: it is retired.
KNOWN = 0.1

#: The cosine from which middles alone continue a group, if they are each other's nearest. On three sets of reviews,
#: tweets and questions, two halves of a topic without a common text reach it in 91 to 100 % of the topics, and no two
#: different topics do that would be each other's nearest if both had lost their own half (at 0.85, 3 to 12 % do).
NEAR = 0.9

#: The meaning of a continued group stays if the overlap is at least what Hennig (2007) calls found again, and its
#: middle moved no further than in groups found again after 5 to 10 % more texts: on the same sets to 0.976 at worst.
FOUND_AGAIN, UNMOVED = 0.75, 0.95

#: Digits to which cosines and scores are compared: the last ones differ between machines.
_DIGITS = 6


@dataclass(frozen=True)
class Group:
    """One group: the keys of its members, and its middle (d,) at unit length if there is one."""

    members: Collection[str]
    centroid: Vectors | None = None


@dataclass(frozen=True)
class Groups:
    """k groups: their members, each in one group at most, and their unit middles (k, d) in the space of both fits."""

    members: Sequence[Collection[str]]
    centroids: Vectors | None = None

    def __iter__(self) -> Iterator[Group]:
        """Go through the groups one by one."""
        for number, members in enumerate(self.members):
            yield Group(members, None if self.centroids is None else self.centroids[number])


@dataclass(frozen=True)
class LineageEvent:
    """What happened to a group, and how much of whose members speak for it, 0 to 1.

    continued: the Jaccard overlap, 0 where the middles alone decided. merged: the part of it that is in `other_id` now;
    retired: the largest part that is in any group. split: the part of it that came from `other_id`; born: the largest
    part from any group. All are parts of the members that both fits know.
    """

    group_id: str
    event: LineageEventName
    other_id: str | None
    overlap: float


@dataclass(frozen=True)
class Traced:
    """The ids of k new groups, in order; one event for each new and each old group, by id; and whose meaning stayed.

    `unmoved` are continued with their middle where it was, whoever came and went: they may still be what they were
    called, which their words have to say.
    """

    ids: tuple[str, ...]
    events: tuple[LineageEvent, ...]
    same_meaning: tuple[bool, ...]
    unmoved: tuple[bool, ...]


@dataclass(frozen=True)
class _Compared:
    """For k new and m old groups, all (k, m): overlap, both shares, whether there is evidence, and cosines if known.

    Without evidence the first three are 0. `known` (k,) are the new groups of which enough was known to say where they
    came from, `left` (m,) the old ones of which enough is left to say where they went.
    """

    overlap: Floats
    part_of_new: Floats
    part_of_old: Floats
    evident: Flags
    known: Flags
    left: Flags
    cosines: Floats | None

    def nearest(self) -> Flags:
        """Say which middles are each other's nearest (k, m); none without middles."""
        if self.cosines is None:
            return np.zeros_like(self.evident)
        best_of_new = self.cosines >= self.cosines.max(axis=1, keepdims=True)
        mutual: Flags = best_of_new & (self.cosines >= self.cosines.max(axis=0, keepdims=True))
        return mutual


def trace(prefix: str, now: Groups, before: Mapping[str, Group], taken: Collection[str]) -> Traced:
    """Give each new group the id of the active old one it continues, else one that is not `taken`; say what happened.

    `taken` are all ids ever given. Neither the order of groups nor that of members changes what comes out.
    """
    # Ties, and new ids of one hash, go by the smallest member, so that no order of the caller's shows.
    order = sorted(range(len(now.members)), key=lambda number: min(now.members[number], default=""))
    groups = list(now)
    new = [groups[number] for number in order]
    old_ids = sorted(before)
    compared = _compare(new, [before[old_id] for old_id in old_ids])
    successor_of = _continuations(compared)
    ids = _ids(prefix, new, {row: old_ids[column] for row, column in successor_of.items()}, {*taken, *before})
    stays = [row in successor_of and _is_same_meaning(compared, row, successor_of[row]) for row in range(len(new))]
    rests = [row in successor_of and _is_unmoved(compared, row, successor_of[row]) for row in range(len(new))]
    events = _events(compared, successor_of, ids, old_ids)
    place = np.argsort(order)
    return Traced(
        tuple(ids[row] for row in place),
        tuple(sorted(events, key=lambda event: event.group_id)),
        tuple(stays[row] for row in place),
        tuple(rests[row] for row in place),
    )


def lasting_ids(
    prefix: str, groups: Sequence[Sequence[str]], before: Mapping[str, str], taken: Collection[str]
) -> list[str]:
    """Return an id for each group of members: the old one where it is continued, else one never used.

    `before` maps members to their group's id in the run before, `taken` are all ids ever given.
    """
    old: defaultdict[str, list[str]] = defaultdict(list)
    for member, group_id in before.items():
        old[group_id].append(member)
    return list(trace(prefix, Groups(groups), {key: Group(members) for key, members in old.items()}, taken).ids)


def new_id(prefix: str, members: Collection[str], used: Collection[str]) -> str:
    """Return an id made from the members alone that no group has or had: the same data give it on every machine."""
    attempt = 0
    while True:
        text = "\n".join([str(attempt), *sorted(members)])
        candidate = f"{prefix}{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        if candidate not in used:
            return candidate
        attempt += 1


def _compare(new: Sequence[Group], old: Sequence[Group]) -> _Compared:
    """Compare k new with m old groups by the members that both sides know."""
    group_now, group_before = _group_of(new), _group_of(old)
    shared = np.zeros((len(new), len(old)), dtype=np.float64)
    for member, row in group_now.items():
        if member in group_before:
            shared[row, group_before[member]] += 1
    # A common member is in one group on either side, so the sums are the groups' common members.
    of_new, of_old = shared.sum(axis=1, keepdims=True), shared.sum(axis=0, keepdims=True)
    evident = (of_new >= EVIDENCE * _sizes(new)[:, None]) & (of_new > 0)
    evident = evident | ((of_old >= EVIDENCE * _sizes(old)[None, :]) & (of_old > 0))
    shared = np.where(evident, shared, 0)
    return _Compared(
        overlap=shared / np.maximum(of_new + of_old - shared, 1),
        part_of_new=shared / np.maximum(of_new, 1),
        part_of_old=shared / np.maximum(of_old, 1),
        evident=evident,
        known=of_new[:, 0] >= KNOWN * _sizes(new),
        left=of_old[0] >= EVIDENCE * _sizes(old),
        cosines=_cosines(new, old),
    )


def _group_of(groups: Sequence[Group]) -> dict[str, int]:
    """Return each member's group."""
    found: dict[str, int] = {}
    for number, group in enumerate(groups):
        for member in group.members:
            if found.setdefault(member, number) != number:
                raise ValueError("a member is in two groups")
    return found


def _sizes(groups: Sequence[Group]) -> Integers:
    """Return how many members each group has."""
    return np.array([len(set(group.members)) for group in groups], dtype=np.int64)


def _cosines(new: Sequence[Group], old: Sequence[Group]) -> Floats | None:
    """Return the cosines of the middles (k, m); None if one is unknown, or without groups on one side."""
    rows, columns = ([group.centroid for group in side if group.centroid is not None] for side in (new, old))
    if not rows or not columns or len(rows) < len(new) or len(columns) < len(old):
        return None
    return np.round(np.array(rows, dtype=np.float64) @ np.array(columns, dtype=np.float64).T, _DIGITS)


def _continuations(compared: _Compared) -> dict[int, int]:
    """Return which old group (column) each new one (row) continues: the one-to-one matching with the highest scores.

    The score is the overlap and the cosine together (Hungarian method), among the pairs that may be one group at all.
    """
    by_members = (compared.part_of_new >= HALF) & (compared.part_of_old >= HALF)
    score = compared.overlap
    if compared.cosines is not None:
        by_both = (compared.overlap >= RELATED) & compared.nearest()
        by_middles = ~compared.evident & compared.nearest() & (compared.cosines >= NEAR)
        by_members = by_members | by_both | by_middles
        score = np.round(score + np.maximum(compared.cosines, 0), _DIGITS)
    rows, columns = linear_sum_assignment(np.where(by_members, score, 0), maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {row: column for row, column in pairs if by_members[row, column]}


def _is_same_meaning(compared: _Compared, row: int, column: int) -> bool:
    """Say whether a new group means what the old one that it continues did, by members and middle."""
    held = not compared.evident[row, column] or compared.overlap[row, column] >= FOUND_AGAIN
    return bool(held and (compared.cosines is None or _is_unmoved(compared, row, column)))


def _is_unmoved(compared: _Compared, row: int, column: int) -> bool:
    """Say whether the middle of a new group is known to be where that of the old one was."""
    return compared.cosines is not None and bool(compared.cosines[row, column] >= UNMOVED)


def _ids(prefix: str, new: Sequence[Group], continued: Mapping[int, str], taken: set[str]) -> list[str]:
    """Return the id of each new group."""
    ids: list[str] = []
    for row, group in enumerate(new):
        ids.append(continued[row] if row in continued else new_id(prefix, group.members, taken))
        taken.add(ids[-1])
    return ids


def _events(
    compared: _Compared, continued: Mapping[int, int], ids: Sequence[str], old_ids: Sequence[str]
) -> Iterator[LineageEvent]:
    """Say of each new group what it continues or comes from, and of each other old one where it went."""
    for row, group_id in enumerate(ids):
        if row in continued:
            yield LineageEvent(group_id, "continued", None, float(compared.overlap[row, continued[row]]))
        else:
            parts, is_told = compared.part_of_new[row], bool(compared.known[row])
            yield _event(group_id, ("split", "born"), parts, old_ids, is_told=is_told)
    kept = set(continued.values())
    for column, group_id in enumerate(old_ids):
        if column not in kept:
            parts, is_told = compared.part_of_old[:, column], bool(compared.left[column])
            yield _event(group_id, ("merged", "retired"), parts, ids, is_told=is_told)


def _event(
    group_id: str,
    names: tuple[LineageEventName, LineageEventName],
    parts: Floats,
    others: Sequence[str],
    *,
    is_told: bool,
) -> LineageEvent:
    """Return the first event if the larger part of a group is shared with one of the others, else the second."""
    most = float(parts.max(initial=0.0))
    if most > HALF and is_told:
        return LineageEvent(group_id, names[0], others[int(parts.argmax())], most)
    return LineageEvent(group_id, names[1], None, most)
