"""What koe finds of the topics planted in the sample: `python tests/benchmarks/bench_sample.py --home data/demo`.

A mention speaks of the planted opinion that it shares most of its letters with, by truth.json. For each planted topic:
the topic that most of its mentions are in, which part of them that is (recall), and which part of that topic's known
mentions are of the planted one (purity); then the same over all topics that are mainly of the planted one.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analytics.home import Home
from analytics.release import Release, current_release

#: From here up a planted topic counts as found.
FOUND = 0.8

MENTIONS = """
select mention.review_id, mention.text, mention.language, mention.topic_id, review.text as whole
from mart.mention as mention join mart.review as review using (review_id)
where mention.placement <> 'excluded' order by mention.mention_id
"""

_HEAD = (
    "| planted | mentions | recall | purity | ja : en | over all its topics: recall | purity | topics |\n"
    "|---|---|---|---|---|---|---|---|\n"
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, default=Path("data/demo"), help="a home that `koe demo` made")
    home = parser.parse_args(arguments).home
    truth = json.loads((home / "truth.json").read_text(encoding="utf-8"))
    with current_release(Home(home)) as release:
        counts, languages = _counts(release, truth)
    lines = [_line(planted, counts, languages) for planted in sorted(counts)]
    found = sum(_is_found(planted, counts) for planted in counts)
    sys.stdout.write(f"{_HEAD}{''.join(lines)}\n{found} of {len(counts)} found as one topic (both at least {FOUND})\n")


def _counts(
    release: Release, truth: Mapping[str, Any]
) -> tuple[dict[str, Counter[str | None]], dict[tuple[str, str | None], Counter[str]]]:
    """Return the mentions of each planted topic by found topic, and their languages."""
    counts: dict[str, Counter[str | None]] = defaultdict(Counter)
    languages: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    for mention in release.rows(MENTIONS):
        planted = _planted(mention, truth)
        if planted:
            counts[planted][mention["topic_id"]] += 1
            languages[planted, mention["topic_id"]][mention["language"]] += 1
    return counts, languages


def _planted(mention: Mapping[str, Any], truth: Mapping[str, Any]) -> str | None:
    """Return the planted topic of a mention; None where it speaks of none, or cannot be found in what was delivered."""
    start = mention["whole"].find(mention["text"])
    if mention["review_id"] not in truth["topics"] or start < 0:
        return None
    end = start + len(mention["text"])
    overlaps = [
        (min(end, last) - max(start, first), topic)
        for (_, topic, _), (first, last) in zip(
            truth["topics"][mention["review_id"]], truth["spans"][mention["review_id"]], strict=True
        )
    ]
    shared, topic = max(overlaps)
    return topic if 2 * shared >= end - start else None


def _best(planted: str, counts: Mapping[str, Counter[str | None]]) -> str:
    """Return the topic that most mentions of a planted one are in."""
    found = {topic: n for topic, n in counts[planted].items() if topic is not None}
    return max(sorted(found), key=found.__getitem__)


def _rates(topics: Sequence[str], planted: str, counts: Mapping[str, Counter[str | None]]) -> tuple[float, float]:
    """Return recall and purity of some topics taken together."""
    own = sum(counts[planted][topic] for topic in topics)
    known = sum(counter[topic] for counter in counts.values() for topic in topics)
    return own / counts[planted].total(), own / max(known, 1)


def _mainly(planted: str, counts: Mapping[str, Counter[str | None]]) -> Iterator[str]:
    """Yield the topics more than half of whose known mentions are of the planted one."""
    for topic, own in counts[planted].items():
        if topic is not None and 2 * own > sum(counter[topic] for counter in counts.values()):
            yield topic


def _is_found(planted: str, counts: Mapping[str, Counter[str | None]]) -> bool:
    """Say whether a planted topic is one found topic."""
    return min(_rates([_best(planted, counts)], planted, counts)) >= FOUND


def _line(
    planted: str,
    counts: Mapping[str, Counter[str | None]],
    languages: Mapping[tuple[str, str | None], Counter[str]],
) -> str:
    """Return one row of the table."""
    best, several = _best(planted, counts), list(_mainly(planted, counts))
    spoken = languages[planted, best]
    recall, purity = _rates([best], planted, counts)
    all_recall, all_purity = _rates(several, planted, counts)
    return (
        f"| {planted} | {counts[planted].total()} | {recall:.2f} | {purity:.2f} | {spoken['ja']} : {spoken['en']} "
        f"| {all_recall:.2f} | {all_purity:.2f} | {len(several)} |\n"
    )


if __name__ == "__main__":
    main()
