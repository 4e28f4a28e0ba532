"""What people decided about topics, applied to the topics as they were found.

What a curator can rely on:

- A decision is about an id. It acts in every run in which that topic is found, whatever its mentions are by then.
- Merges follow one another (A into B, B into C: both are in C), and follow what they go *into* through a refit: if B
  was merged into X there, A goes into X. A topic that is itself no more has nothing of its own left to merge: the
  topic that took its mentions in is not merged for it, since it holds those of others, too.
- A name or a hiding is of one topic; it does not pass to what took that topic in, and acts again when its id is back.
- Of two decisions about one thing the newer counts (a merge that would close a ring does not), and where two topics
  would have one name the older decision keeps it. Names that people gave stand before those of guides in koe.toml,
  and these before names found in the mentions, which give way with a number.
- A guide joins the topics that its phrases are placed in, after all merges, into that of its first phrase.
- Hiding a theme hides its topics; a theme with nothing but hidden topics is hidden.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Literal, get_args

Action = Literal["rename", "merge", "split", "hide"]
ACTIONS: tuple[Action, ...] = get_args(Action)

#: Languages that names are kept in.
LANGUAGES = ("ja", "en")

#: Parts that a person can ask for; more than five of one topic are another way to look at the data, not a split.
LEAST_PARTS, MOST_PARTS = 2, 5

#: Columns of names: the one that is always there, and one a language.
FIELDS = ("label", "label_ja", "label_en")


@dataclass(frozen=True)
class Decision:
    """A decision that stands; its detail is `label` and `language`, `into`, or `parts` and the `ids` they got."""

    decision_id: int
    action: Action
    topic_id: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class Found:
    """An active topic or theme as it was found."""

    topic_id: str
    level: int
    parent_topic_id: str | None
    labels: Mapping[str, str | None]


@dataclass(frozen=True)
class Guided:
    """A guide of koe.toml: the topics that its phrases are placed in, in their order, and its names by column."""

    topic_ids: Sequence[str]
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Curated:
    """What is other than found: the topic it is merged into, names (None: as found), and whether it is hidden."""

    topic_id: str
    into_topic_id: str | None
    label: str | None
    label_ja: str | None
    label_en: str | None
    is_hidden: bool


@dataclass(frozen=True)
class Curation:
    """The topics that are other than found, and the decisions that had an effect."""

    rows: tuple[Curated, ...]
    in_effect: frozenset[int]


def curate(
    found: Sequence[Found],
    decisions: Iterable[Decision],
    guides: Sequence[Guided],
    absorbed: Mapping[str, str],
    first: str,
) -> Curation:
    """Apply standing decisions and guides to the active topics `found`.

    `absorbed` says of topics that are no more which one they were merged into by a refit; `first` is the language
    that the pages come in first.
    """
    ordered = sorted(decisions, key=lambda decision: decision.decision_id)
    topics = {topic.topic_id: topic for topic in found}
    leaves = {topic_id for topic_id, topic in topics.items() if topic.level == 0}
    work = _Work(topics, leaves)
    work.merge(ordered, absorbed)
    work.join(guides)
    hidden = work.hidden(ordered)
    names = work.names(ordered, guides, first)
    work.note_splits(ordered)
    rows = [work.row(topic_id, names, is_hidden=topic_id in hidden) for topic_id in topics]
    changed = tuple(row for row in rows if row != Curated(row.topic_id, None, None, None, None, False))
    return Curation(changed, frozenset(work.in_effect))


def fields_of(language: str | None, first: str, labels: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return the columns that a name in a language (None: the first) goes into.

    The column that is always there follows the first language, and any other where the topic has no name in the first.
    """
    spoken = language or first
    shown = spoken == first or not labels.get(f"label_{first}")
    return (*(("label",) if shown else ()), f"label_{spoken}")


def free_label(label: str, taken: Iterable[str]) -> str:
    """Return a label, with a number behind it where it is taken; labels that differ in capitals only are equal."""
    known = {other.casefold() for other in taken}
    if label.casefold() not in known:
        return label
    return next(name for name in (f"{label} ({number})" for number in count(2)) if name.casefold() not in known)


@dataclass
class _Work:
    """The topics while decisions are applied to them: which are merged into which, and what had an effect."""

    topics: Mapping[str, Found]
    leaves: set[str]
    into: dict[str, str] = field(default_factory=dict)
    in_effect: set[int] = field(default_factory=set)

    def row(self, topic_id: str, names: Mapping[tuple[str, str], str], *, is_hidden: bool) -> Curated:
        """Return what becomes of one topic."""
        label, label_ja, label_en = (names.get((topic_id, name)) for name in FIELDS)
        return Curated(topic_id, self.into.get(topic_id), label, label_ja, label_en, is_hidden)

    def root(self, topic_id: str) -> str:
        """Return the topic that one ends up in."""
        while topic_id in self.into:
            topic_id = self.into[topic_id]
        return topic_id

    def merge(self, decisions: Sequence[Decision], absorbed: Mapping[str, str]) -> None:
        """Apply the newest merge of each topic, then let each topic point at the one where its line ends."""
        newest = {decision.topic_id: decision for decision in decisions if decision.action == "merge"}
        for decision in sorted(newest.values(), key=lambda decision: decision.decision_id):
            target = self._living(str(decision.detail["into"]), absorbed)
            if decision.topic_id in self.leaves and target is not None and self.root(target) != decision.topic_id:
                self.into[decision.topic_id] = target
                self.in_effect.add(decision.decision_id)
        self.into = {topic_id: self.root(topic_id) for topic_id in self.into}

    def join(self, guides: Sequence[Guided]) -> None:
        """Join the topics of each guide into that of its first phrase."""
        for guide in guides:
            roots = list(dict.fromkeys(self.root(topic_id) for topic_id in guide.topic_ids))
            for other in roots[1:]:
                self.into[other] = roots[0]
        self.into = {topic_id: self.root(topic_id) for topic_id in self.into}

    def hidden(self, decisions: Sequence[Decision]) -> set[str]:
        """Return the topics and themes that are not shown."""
        hidden = set()
        for decision in decisions:
            if decision.action == "hide" and self._stands(decision.topic_id):
                hidden.add(decision.topic_id)
                self.in_effect.add(decision.decision_id)
        below: dict[str, set[str]] = {}
        for topic in self.topics.values():
            if topic.parent_topic_id is not None and topic.topic_id not in self.into:
                below.setdefault(topic.parent_topic_id, set()).add(topic.topic_id)
        inside = set().union(*(below.get(topic_id, set()) for topic_id in hidden))
        hidden |= inside
        return hidden | {theme for theme, topics in below.items() if theme in self.topics and topics <= hidden}

    def names(self, decisions: Sequence[Decision], guides: Sequence[Guided], first: str) -> dict[tuple[str, str], str]:
        """Return the names that are other than found, by topic and column, no two active topics with one name."""
        wanted: dict[tuple[str, str], tuple[int, str]] = {}
        for decision in decisions:
            if decision.action == "rename" and self._stands(decision.topic_id):
                labels = self.topics[decision.topic_id].labels
                for name in fields_of(decision.detail.get("language"), first, labels):
                    # Taken out first, so that the order is that of the decisions that count.
                    wanted.pop((decision.topic_id, name), None)
                    wanted[decision.topic_id, name] = (decision.decision_id, str(decision.detail["label"]))
        self.in_effect |= {decision_id for decision_id, _ in wanted.values()}
        names = self._given(wanted, guides)
        for topic in self.topics.values():
            if topic.topic_id not in self.into:
                self._give_way(topic, names)
        return names

    def note_splits(self, decisions: Sequence[Decision]) -> None:
        """Take note of splits whose parts are there."""
        for decision in decisions:
            if decision.action == "split" and len(self.leaves & set(decision.detail.get("ids", ()))) > 1:
                self.in_effect.add(decision.decision_id)

    def _given(
        self, wanted: Mapping[tuple[str, str], tuple[int, str]], guides: Sequence[Guided]
    ) -> dict[tuple[str, str], str]:
        """Return the names that people gave: decisions before guides, each with a number where it is taken."""
        claims = {key: label for key, (_, label) in sorted(wanted.items(), key=lambda entry: entry[1][0])}
        for guide in guides:
            if guide.topic_ids:
                root = self.root(guide.topic_ids[0])
                claims = claims | {
                    (root, name): label for name, label in guide.labels.items() if (root, name) not in claims
                }
        names: dict[tuple[str, str], str] = {}
        for (topic_id, name), label in claims.items():
            names[topic_id, name] = free_label(label, [other for key, other in names.items() if key[1] == name])
        return names

    def _give_way(self, topic: Found, names: dict[tuple[str, str], str]) -> None:
        """Put a number behind a found name of a topic that people gave to another."""
        for name in FIELDS:
            label = topic.labels[name]
            if label is None or (topic.topic_id, name) in names:
                continue
            given = [other for key, other in names.items() if key[1] == name]
            if free_label(label, given) != label:
                found = [other.labels[name] for other in self.topics.values()]
                names[topic.topic_id, name] = free_label(label, [*given, *(other for other in found if other)])

    def _stands(self, topic_id: str) -> bool:
        """Say whether a topic or theme is there and in no other."""
        return topic_id in self.topics and topic_id not in self.into

    def _living(self, topic_id: str, absorbed: Mapping[str, str]) -> str | None:
        """Return a topic, or what took it in if it is no more; None if that is unknown."""
        seen: set[str] = set()
        while topic_id not in self.leaves:
            if topic_id in seen or topic_id not in absorbed:
                return None
            seen.add(topic_id)
            topic_id = absorbed[topic_id]
        return topic_id
