"""What the identity benchmark delivers: real reviews and tweets, and the sample's, in the order of their time."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from analytics.text import ReviewText, prepare

#: The first fit waits for this many mentions, as the issue has it.
FIRST_MENTIONS = 1000

#: How much is delivered after the middle before the rest of that step, as a part of what was there.
LITTLE_MORE = 0.05


@dataclass(frozen=True)
class Feed:
    """A stream of files as koe.toml has it: its folder under raw/, how its files end and are encoded, what is read."""

    name: str
    folder: str
    ending: str
    encoding: str
    date: str
    text: str
    when: Callable[[str], datetime]


@dataclass(frozen=True)
class Record:
    """One record as it stands in its file, without its header: its time, feed, cells (one: a line of JSON), text."""

    at: datetime
    feed: Feed
    header: tuple[str, ...]
    cells: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class Step:
    """What is delivered at once."""

    name: str
    records: tuple[Record, ...]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the path in the home and the content of each file."""
        kinds = dict.fromkeys((record.feed, record.header) for record in self.records)
        for number, (feed, header) in enumerate(kinds):
            records = [record for record in self.records if record.feed is feed and record.header == header]
            yield f"raw/{feed.folder}/{self.name}-{number}{feed.ending}", _file(feed, records)


@dataclass(frozen=True)
class Series:
    """A set in steps; `middle` is the step with about half of all records, and the one after it brings 5 % more."""

    name: str
    toml: str
    languages: tuple[str, ...]
    steps: tuple[Step, ...]
    middle: int


def read_series(name: str, data: Path, demo: Path, every: int) -> Series:
    """Read a set; `every` periods (days, weeks or months) make a step."""
    toml, languages, period, records = _READERS[name](demo if name == "sample" else data)
    ordered = sorted(records, key=lambda record: record.at)
    first = _first_period_end(ordered, period, languages)
    periods: dict[str, list[Record]] = {}
    for record in ordered:
        periods.setdefault(max(period(record.at), first), []).append(record)
    names = sorted(periods)
    groups = [names[:1], *(names[start : start + every] for start in range(1, len(names), every))]
    steps = [Step(group[-1], tuple(record for each in group for record in periods[each])) for group in groups]
    # Another name where steps are others, so that results are not mixed.
    return Series(name if every == 1 else f"{name}-{every}", toml, languages, *_with_little_more(steps))


def _with_little_more(steps: Sequence[Step]) -> tuple[tuple[Step, ...], int]:
    """Return the steps with the one after the middle divided: first 5 % of what was there, then the rest."""
    there = list(accumulate(len(step.records) for step in steps))
    middle = next(number for number, count in enumerate(there) if 2 * count >= there[-1])
    parts: list[Step] = []
    wanted = round(LITTLE_MORE * there[middle])
    following = [record for step in steps[middle + 1 :] for record in step.records]
    parts.append(Step(f"{steps[middle].name}-more", tuple(following[:wanted])))
    skipped = wanted
    for step in steps[middle + 1 :]:
        if rest := step.records[skipped:]:
            parts.append(Step(step.name, rest))
        skipped = max(0, skipped - len(step.records))
    return (*steps[: middle + 1], *parts), middle


def _first_period_end(records: Sequence[Record], period: Callable[[datetime], str], languages: tuple[str, ...]) -> str:
    """Return the first period by whose end there are enough mentions; every record holds one at least, or none."""
    counted = prepare(
        (
            ReviewText(
                review_id=str(number),
                title=None,
                text=record.text,
                declared_language=None,
                source="",
                source_language=None,
            )
            for number, record in enumerate(records[: 2 * FIRST_MENTIONS])
        ),
        languages,
    )
    numbers = [int(mention.review_id) for mention in counted.mentions if mention.excluded is None]
    return period(records[sorted(numbers)[FIRST_MENTIONS - 1]].at)


def _file(feed: Feed, records: Sequence[Record]) -> bytes:
    """Return the bytes of a file with the header that its records had."""
    text = io.StringIO()
    if feed.ending.startswith(".jsonl"):
        text.write("".join(f"{record.cells[0]}\n" for record in records))
    else:
        # Quoted, since the writer lets a single carriage return stand as it is.
        writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
        writer.writerows([records[0].header, *(record.cells for record in records)])
    content = text.getvalue().encode(feed.encoding, errors="surrogateescape")
    return gzip.compress(content, mtime=0) if feed.ending.endswith(".gz") else content


def _read(feed: Feed, path: Path, least: datetime | None = None) -> Iterator[Record]:
    """Yield the records of a file; none is older than `least`, which is when its file came."""
    raw = path.read_bytes()
    content = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode(feed.encoding, errors="surrogateescape")
    if feed.ending.startswith(".jsonl"):
        # Not splitlines(), which divides at characters that JSON may hold.
        rows: list[tuple[tuple[str, ...], tuple[str, ...], Mapping[str, object]]] = [
            ((), (line,), _object(line)) for line in content.split("\n") if line.strip()
        ]
    else:
        lines = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""))
        header = tuple(next(lines))
        rows = [(header, tuple(cells), dict(zip(header, cells, strict=False))) for cells in lines if cells]
    for header, cells, named in rows:
        at = _when(feed, named, least)
        yield Record(at if least is None else max(at, least), feed, header, cells, str(named.get(feed.text) or ""))


def _object(line: str) -> dict[str, object]:
    """Read a line of JSON; a broken one, of which the sample has some, has no fields."""
    try:
        found: dict[str, object] = json.loads(line)
    except json.JSONDecodeError:
        return {}
    return found


def _when(feed: Feed, named: Mapping[str, object], least: datetime | None) -> datetime:
    """Return a record's time; one that cannot be read, as some of the sample's cannot, came with its file."""
    try:
        return feed.when(str(named.get(feed.date)))
    except ValueError:
        if least is None:
            raise
        return least


def _iso(text: str) -> datetime:
    """Read an ISO time, in UTC where it has a zone."""
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC).replace(tzinfo=None) if at.tzinfo else at


def _pattern(pattern: str) -> Callable[[str], datetime]:
    """Return a reader of times by a strptime pattern."""
    return lambda text: datetime.strptime(text, pattern)


def _epoch(text: str) -> datetime:
    """Read seconds since 1970."""
    return datetime.fromtimestamp(float(text), UTC).replace(tzinfo=None)


def _day(at: datetime) -> str:
    """Name a day."""
    return at.strftime("%Y-%m-%d")


def _week(at: datetime) -> str:
    """Name a week by its Monday."""
    return _day(at - timedelta(days=at.weekday()))


def _month(at: datetime) -> str:
    """Name a month."""
    return at.strftime("%Y-%m")


_Read = tuple[str, tuple[str, ...], Callable[[datetime], str], list[Record]]

_TOML = """[project]
name = "bench"
languages = ["en"]
currency = "USD"

[[source]]
name = "{name}"
kind = "reviews"
path = "raw/{name}/*{ending}"
date_format = "{date_format}"
[source.columns]
review_id = "id"
customer_id = "{customer}"
text = "{text}"
written_at = "{date}"
"""


def _airline(data: Path) -> _Read:
    """All tweets, with a complaint or without."""
    pattern = "%Y-%m-%d %H:%M"
    feed = Feed("airline", "airline", ".csv.gz", "utf-8", "created", "text", _pattern(pattern))
    toml = _TOML.format(
        name="airline", ending=".csv.gz", date_format=pattern, customer="name", text="text", date="created"
    )
    return toml, ("en",), _day, list(_read(feed, data / "en_airline_tweets" / "bench.csv"))


def _airbnb(data: Path) -> _Read:
    """Ten years of reviews of flats in Albany."""
    pattern = "%Y-%m-%d"
    feed = Feed("airbnb", "airbnb", ".csv.gz", "utf-8", "date", "comments", _pattern(pattern))
    toml = _TOML.format(
        name="airbnb", ending=".csv.gz", date_format=pattern, customer="reviewer_id", text="comments", date="date"
    )
    return toml, ("en",), _month, list(_read(feed, data / "joint_airbnb_albany" / "reviews.csv.gz"))


def _sample(demo: Path) -> _Read:
    """Read the four review sources of a home that `koe demo` made; a file's records came in its month."""
    feeds = [
        Feed("app_reviews", "reviews/app_reviews", ".csv.gz", "utf-8", "posted_at", "content", _iso),
        Feed("web_shop", "reviews/web_shop", ".csv", "cp932", "投稿日時", "本文", _pattern("%Y/%m/%d %H:%M")),
        Feed("global_shop", "reviews/global_shop", ".csv.gz", "utf-8", "date", "review", _pattern("%d/%m/%Y %H:%M")),
        Feed("support_mail", "reviews/support_mail", ".jsonl.gz", "utf-8", "received_at", "body", _epoch),
    ]
    head, *sources = (demo / "koe.toml").read_text(encoding="utf-8").split("[[source]]")
    toml = head + "".join(f"[[source]]{source}" for source in sources if 'kind = "reviews"' in source)
    records = [
        record
        for feed in feeds
        for path in sorted((demo / "raw" / feed.folder).glob(f"*{feed.ending}"))
        for record in _read(feed, path, _pattern("%Y-%m")(path.name.removesuffix(feed.ending)))
    ]
    return toml, ("ja", "en"), _week, records


_READERS: dict[str, Callable[[Path], _Read]] = {"airline": _airline, "sample": _sample, "airbnb": _airbnb}

#: The sets by name, in the order they are run in.
SETS = tuple(_READERS)
