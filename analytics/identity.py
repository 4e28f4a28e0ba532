"""Ids that last: groups of one run are matched with those of the run before by the members they share."""

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

#: Two groups are the same one if they share at least this part of the members they have in common runs (Jaccard).
SAME_GROUP = 0.4


def lasting_ids(
    prefix: str,
    groups: Sequence[Sequence[str]],
    before: Mapping[str, str],
    taken: Collection[str],
) -> list[str]:
    """Return an id for each group of member ids: the old one where it is the same group, else one never used.

    `before` maps members to their group's id in the run before, `taken` are all ids ever given. Matching is
    one-to-one and maximises the summed overlap (Hungarian method), so it does not hang on the groups' order.
    A new id comes from the group's members alone: the same data give the same ids on every machine.
    """
    ids = _continued(groups, before)
    used = set(taken) | set(before.values())
    for number, members in enumerate(groups):
        if ids[number] is None:
            ids[number] = _new_id(prefix, members, used)
            used.add(str(ids[number]))
    return [str(group_id) for group_id in ids]


def _continued(groups: Sequence[Sequence[str]], before: Mapping[str, str]) -> list[str | None]:
    """Return the id of the run before for each group that is the same one, else None."""
    old = sorted(set(before.values()))
    if not old or not groups:
        return [None] * len(groups)
    column = {group_id: place for place, group_id in enumerate(old)}
    # Members that the run before did not know say nothing of sameness; neither do those that are gone.
    known = [[member for member in members if member in before] for members in groups]
    present = {member for members in groups for member in members}
    sizes = Counter(group_id for member, group_id in before.items() if member in present)
    overlap = np.zeros((len(groups), len(old)))
    for row, members in enumerate(known):
        for group_id, shared in Counter(before[member] for member in members).items():
            overlap[row, column[group_id]] = shared / (len(members) + sizes[group_id] - shared)
    rows, columns = linear_sum_assignment(-overlap)
    ids: list[str | None] = [None] * len(groups)
    for row, place in zip(rows, columns, strict=True):
        if overlap[row, place] >= SAME_GROUP:
            ids[row] = old[place]
    return ids


def _new_id(prefix: str, members: Sequence[str], used: Collection[str]) -> str:
    """Return an id made from the members that no group has or had."""
    attempt = 0
    while True:
        text = "\n".join([str(attempt), *sorted(members)])
        candidate = f"{prefix}{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        if candidate not in used:
            return candidate
        attempt += 1
