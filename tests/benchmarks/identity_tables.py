"""The tables of the identity benchmark."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from typing import Any

Row = dict[str, Any]

_EVENTS = ("continued", "split", "merged", "retired", "born")

_POINTS: dict[str, str] = {
    "step": "by itself",
    "refit": "asked",
    "again": "asked, beside a fit without the 5 %",
    "bertopic": "BERTopic fitted again",
    "merge": "BERTopic merge_models",
}


def tables(rows: Iterable[Row]) -> str:
    """Return all tables as Markdown."""
    by_set: dict[str, list[Row]] = {}
    for row in rows:
        by_set.setdefault(row["data"], []).append(row)
    parts = (
        ("Steps", _steps), ("5 % more", _little_more), ("Refits", _refits), ("Refused", _refused), ("Peers", _peers),
    )  # fmt: skip
    return "\n".join(f"{title}\n\n{_all(by_set, part)}" for title, part in parts)


def _all(by_set: dict[str, list[Row]], part: Callable[[str, list[Row]], list[dict[str, str]]]) -> str:
    """Return one table over all sets."""
    lines = [line for name, rows in by_set.items() for line in part(name, rows)]
    if not lines:
        return "nothing yet\n"
    heads = list(lines[0])
    return "".join(
        f"| {' | '.join(cells)} |\n" for cells in (heads, ["---"] * len(heads), *(line.values() for line in lines))
    )


def _steps(name: str, rows: list[Row]) -> list[dict[str, str]]:
    """Return one line on all steps of a set: what placing left in place, why refits were, how long it took."""
    steps = [row for row in rows if row["kind"] == "step"]
    placing = [row for row in steps if not row["reason"]]
    reasons = Counter(row["reason"] for row in steps if row["reason"])
    in_vain = [row for row in placing if row.get("warned")]
    gone: Counter[str] = Counter()
    for row in placing:
        gone.update(row["mentions_gone"])
    return [
        {
            "set": name,
            "steps": str(len(steps)),
            "texts": str(steps[-1]["texts"]),
            "fits": _listed(reasons),
            "fits not taken": str(len(in_vain)),
            "born beside a fit": _sum(placing, "born"),
            "in topics: stayed": f"{_sum(placing, 'inside_stayed')} of {_sum(placing, 'inside')}",
            "one-offs: to a newborn": f"{_sum(placing, 'outside_born')} of {_sum(placing, 'outside')}",
            "one-offs: to another": _sum(placing, "outside_moved"),
            "mentions gone": _listed(gone) or "0",
            "mentions back": _sum(placing, "mentions_back"),
            "copies apart": str(max((row.get("copies_apart", 0) for row in steps), default=0)),
            "first fit, s": f"{steps[0]['seconds']['topics']:.1f}",
            "placing: topics / all stages, s": _placing_seconds([row for row in placing if row not in in_vain]),
        }
    ]


def _placing_seconds(placing: Sequence[Row]) -> str:
    """Return the median seconds of a step without a fit."""
    if not placing:
        return "-"
    own, whole = (
        [row["seconds"]["topics"] for row in placing],
        [sum(row["seconds"].values()) for row in placing],
    )
    return f"{median(own):.1f} / {median(whole):.1f}"


def _little_more(name: str, rows: list[Row]) -> list[dict[str, str]]:
    """Return a line on topics after 5 % more: by the policy, fitted again from there, and fitted beside a fit."""
    twice = next((row for row in rows if row["kind"] == "again"), None)
    if twice is None:
        return []
    found = {row["kind"]: row for row in rows if row["step"] == twice["step"]}
    lines = [("policy", found["step"])]
    lines += [("refit", found["refit"]["since_middle"])] if "since_middle" in found["refit"] else []
    lines += [("refit after a refit", twice)] if "refused" not in twice else []
    return [
        {
            "set": name,
            "how": how,
            "topics": f"{row['topics_before']} → {row['topics_after']}",
            "keep id": _share(row["kept_id"], row["topics_before"]),
            "keep id and label": _share(row["kept_label"], row["topics_before"]),
        }
        for how, row in lines
    ]


def _refits(name: str, rows: list[Row]) -> list[dict[str, str]]:
    """Return a line on each refit of a set."""
    return [
        {
            "set": name,
            "step": str(row["step"]),
            "reason": row["reason"] if row["kind"] == "step" else _POINTS[row["kind"]],
            "texts": str(row["texts"]),
            "topics": f"{row['topics_before']} → {row['topics_after']}",
            "ARI, in both": f"{row['ari_in_both']:.3f}",
            "ARI, one-offs alone": f"{row['ari_all']:.3f}",
            "keep id": _share(row["kept_id"], row["topics_before"]),
            "keep id and label": _share(row["kept_label"], row["topics_before"]),
            " / ".join(_EVENTS): " / ".join(str(row["events"].get(event, 0)) for event in _EVENTS),
            "not in lineage": str(row["unaccounted"]),
            "fit, s": f"{row['seconds']['topics']:.1f}",
        }
        for row in rows
        if "events" in row
    ]


def _refused(name: str, rows: list[Row]) -> list[dict[str, str]]:
    """Return a line on each fit that the quality gates refused."""
    return [
        {"set": name, "step": str(row["step"]), "reason": _POINTS[row["kind"]], "refused": row["refused"]}
        for row in rows
        if "refused" in row
    ]


def _peers(name: str, rows: list[Row]) -> list[dict[str, str]]:
    """Return a line on each comparison of a peer with its fit at the middle."""
    return [
        {
            "set": name,
            "step": str(row["step"]),
            "how": how,
            "topics": f"{row['topics_before']} → {topics}",
            "ARI, in both": f"{found['ari_in_both']:.3f}",
            "ARI, one-offs alone": f"{found['ari_all']:.3f}",
            "keep id": _share(found["kept_id"], row["topics_before"]),
            "s": f"{row['seconds']:.1f}",
        }
        for row in rows
        if row["kind"] in ("bertopic", "merge") and "ari_all" in row
        for how, found, topics in _ways(row)
    ]


def _ways(row: Row) -> list[tuple[str, Row, int]]:
    """Return the comparisons that a row holds."""
    ways = [(_POINTS[row["kind"]], row, row["topics_after"])]
    if "asked_again" in row:
        ways.append((f"{_POINTS['merge']}, its transform", row["asked_again"], row["topics_after"]))
    return ways


def _sum(rows: Sequence[Row], key: str) -> str:
    """Return the sum of a count."""
    return str(sum(row[key] for row in rows))


def _share(part: int, whole: int) -> str:
    """Return a part in percent."""
    return f"{100 * part / whole:.0f} %" if whole else "-"


def _listed(counts: Counter[str]) -> str:
    """Return counts by name."""
    return ", ".join(f"{count} {name}" for name, count in counts.most_common())
