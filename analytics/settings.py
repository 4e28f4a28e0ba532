"""koe.toml as frozen objects: one options object a room, all faults reported at once with the nearest name."""

import difflib
import hashlib
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analytics.errors import ConfigError

Kind = Literal["reviews", "events", "customers", "products"]
Grain = Literal["day", "week", "month"]

#: The fields a source of each kind may fill; True where a column or a constant is required.
FIELDS: Mapping[str, Mapping[str, bool]] = MappingProxyType(
    {
        "reviews": {
            "text": True, "written_at": True, "review_id": False, "title": False, "rating": False,
            "customer_id": False, "product_id": False, "language": False, "url": False,
        },
        "events": {
            "customer_id": True, "event": True, "occurred_at": True, "event_id": False, "order_id": False,
            "session_id": False, "product_id": False, "value": False, "unit_price": False, "quantity": False,
            "currency": False,
        },
        "customers": {"customer_id": True, "signed_up_at": False},
        "products": {"product_id": True, "name": False, "category": False, "price": False},
    }
)  # fmt: skip

#: The field that tells the records of a kind apart.
OWN_ID: Mapping[str, str] = MappingProxyType(
    {"reviews": "review_id", "events": "event_id", "customers": "customer_id", "products": "product_id"}
)

#: Databases that a source may be read from, by how their addresses begin.
DATABASES = ("postgresql://", "postgres://", "sqlite:///")

#: Date formats that are words; anything else is a strptime pattern and must hold a %.
DATE_WORDS = ("iso", "epoch_s", "epoch_ms", "epoch_us")

_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")
_ENDPOINT = re.compile(r"https?://[^\s/@?#]+(?:/[^\s@?#]*)?")
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]{0,63}")


class _Table(BaseModel):
    """A table of koe.toml: unknown keys and wrong types are faults, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Project(_Table):
    """Who this deployment is for, and in which zone its business days are cut."""

    name: str = "koe"
    timezone: str = "UTC"
    languages: tuple[str, ...] = Field(default=("ja", "en"), strict=False, min_length=1)
    currency: str = "JPY"


class Embedding(_Table):
    """Which sentence-transformers model makes vectors; `embedded` is the one in an installed package."""

    model: str = Field(default="embedded", min_length=1)


class Drift(_Table):
    """What becomes of a delivery that is not as those before: told, refused as a file, or the run stops.

    Columns that nobody asked for do no harm: told. A mapped one that is gone, and numbers or volumes out of all
    proportion, would falsify what is published without a word: stopped, until a person lets them in.
    """

    new_column: Literal["warn", "reject", "stop"] = "warn"
    missing_column: Literal["warn", "reject", "stop"] = "stop"
    type: Literal["reject", "stop"] = "reject"
    volume: Literal["warn", "stop"] = "stop"
    distribution: Literal["warn", "stop"] = "stop"

    def accepted(self) -> "Drift":
        """Return these settings with nothing that stops: a person has looked and lets the delivery in."""
        told = {name: "reject" if name == "type" else "warn" for name, does in self if does == "stop"}
        return self.model_copy(update=told)


class Source(_Table):
    """One stream of files and how its columns map to ours (contract.md names the fields)."""

    name: str
    kind: Kind
    path: str | None = None
    url: str | None = None
    query: str | None = None
    encoding: Literal["utf-8", "cp932", "euc_jp", "utf-16", "latin-1"] = "utf-8"
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    date_format: str = "iso"
    number_format: str | None = None
    timezone: str | None = None
    language: str | None = None
    rating_scale: tuple[float, float] | None = Field(default=None, strict=False)
    id_prefix: str = ""
    keep: tuple[str, ...] = Field(default=(), strict=False)
    required: bool = True
    max_rejected: float = Field(default=0.05, ge=0, le=1)
    deleted: str | None = Field(default=None, min_length=1)
    snapshot: bool = False
    drift: Drift = Drift()
    columns: dict[str, str] = Field(default_factory=dict)
    constants: dict[str, str | int | float] = Field(default_factory=dict)

    def zone(self, project: Project) -> str:
        """Return the time zone of this source's naive times."""
        return self.timezone or project.timezone

    def mapping_hash(self, project: Project) -> str:
        """16 hex digits that change whenever the same bytes would be read differently."""
        read = self.model_dump(exclude={"name", "path", "url", "required", "max_rejected"})
        for gate in ("volume", "distribution"):
            del read["drift"][gate]
        read["timezone"] = self.zone(project)
        return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()[:16]


class Guide(_Table):
    """A topic that people know of: whichever topics its phrases are placed in are shown as one under its name."""

    name: str | None = None
    name_ja: str | None = None
    name_en: str | None = None
    phrases: tuple[str, ...] = Field(strict=False, min_length=1, max_length=10)

    def names(self) -> dict[str, str]:
        """Return the names it gives, by their keys."""
        given = {"name": self.name, "name_ja": self.name_ja, "name_en": self.name_en}
        return {key: name for key, name in given.items() if name is not None}


class Topics(_Table):
    """How topics are found: `detail` asks for coarser or finer ones than the data suggest.

    `left_out` is the share of mentions that may stay without a topic: those that any topic has the least hold on.
    """

    detail: Literal["coarser", "normal", "finer"] = "normal"
    left_out: float = Field(default=0.05, ge=0, le=0.5)
    seed: int = 0
    guide: tuple[Guide, ...] = Field(default=(), strict=False)


class Labels(_Table):
    """Which language model names topics, if any: a model behind an OpenAI-compatible address, local ones too."""

    llm: str | None = None
    model: str | None = Field(default=None, min_length=1)
    api_key_env: str = "OPENAI_API_KEY"


class Trend(_Table):
    """At which grain alerts are raised, and the false discovery rate that they are held to."""

    alert_grain: Grain = "week"
    false_discovery_rate: float = Field(default=0.05, gt=0, lt=1)


class Privacy(_Table):
    """How customer ids are published: as given, or as a keyed hash."""

    customer_ids: Literal["given", "hmac"] = "given"


class Releases(_Table):
    """How many releases are kept: the newest ones, and the current one in any case."""

    keep: int = Field(default=14, ge=1)


class Settings(_Table):
    """All of koe.toml."""

    project: Project = Project()
    embedding: Embedding = Embedding()
    topics: Topics = Topics()
    labels: Labels = Labels()
    trend: Trend = Trend()
    privacy: Privacy = Privacy()
    releases: Releases = Releases()
    source: tuple[Source, ...] = Field(default=(), strict=False)

    def as_json(self) -> str:
        """Return the settings as canonical JSON, the address of a database without user and password."""
        plain = self.model_dump(mode="json")
        for source in plain["source"]:
            if source["url"]:
                source["url"] = public_address(source["url"])
        return json.dumps(plain, sort_keys=True, ensure_ascii=False)

    def sources(self, kind: Kind) -> tuple[Source, ...]:
        """Return the sources of one kind, in the order of koe.toml."""
        return tuple(source for source in self.source if source.kind == kind)


def public_address(url: str) -> str:
    """Return the address of a database as anyone may see it: no user, no password, no parameters."""
    scheme, mark, rest = url.partition("://")
    return scheme + mark + rest.rpartition("@")[2].partition("?")[0]


def load_settings(home: Path) -> Settings:
    """Read `home`/koe.toml; raise ConfigError with all faults, each with the nearest valid name."""
    path = home / "koe.toml"
    try:
        return parse_settings(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise ConfigError([f"{path}: no such file; `koe init` writes one, `koe demo` makes a sample store"]) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise ConfigError([f"{path}: cannot be read: {type(fault).__name__}"]) from fault


def parse_settings(text: str) -> Settings:
    """Turn the text of a koe.toml into Settings; raise ConfigError with all faults at once."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError([f"koe.toml: not TOML: {fault}"]) from fault
    faults: list[str] = []
    settings = None
    try:
        settings = Settings.model_validate(document)
    except ValidationError as fault:
        faults = [
            _sentence(error["loc"], error["type"], error["msg"], document)
            for error in fault.errors(include_url=False, include_input=False)
        ]
    if settings is not None:
        faults = [
            *_project_faults(settings.project), *_guide_faults(settings.topics.guide), *_label_faults(settings.labels),
            *_source_list_faults(settings.source),
        ]  # fmt: skip
    if settings is None or faults:
        raise ConfigError(faults)
    return settings


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest valid name, or the list of them where none is near."""
    names = sorted(valid)
    near = difflib.get_close_matches(name, names, n=1)
    return f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(names)}"


def _sentence(loc: tuple[int | str, ...], kind: str, message: str, document: Mapping[str, object]) -> str:
    """Word one fault of pydantic for the writer of a koe.toml."""
    *parents, key = loc
    model = _model_at(parents)
    where = _where(parents, document)
    if kind == "extra_forbidden":
        return f"koe.toml: {where}unknown key '{key}'{nearest(str(key), model.model_fields)}"
    if kind == "missing":
        return f"koe.toml: {where}'{key}' is missing"
    return f"koe.toml: {where}'{key}': {message[0].lower()}{message[1:]}"


def _model_at(parents: list[int | str]) -> type[_Table]:
    """Return the table class that a location of koe.toml lies in."""
    for key, inner in (("drift", Drift), ("guide", Guide)):
        if key in parents:
            return inner
    tables: dict[str, type[_Table]] = {
        "project": Project, "embedding": Embedding, "topics": Topics, "labels": Labels, "trend": Trend,
        "privacy": Privacy, "releases": Releases, "source": Source,
    }  # fmt: skip
    return tables.get(str(parents[0]), Settings) if parents else Settings


def _where(parents: list[int | str], document: Mapping[str, object]) -> str:
    """Name the table a fault lies in, a source by its own name where it has one."""
    if not parents:
        return ""
    if parents[0] == "source" and len(parents) > 1 and isinstance(parents[1], int):
        entries = document["source"]
        entry = entries[parents[1]] if isinstance(entries, list) else None
        name = entry.get("name") if isinstance(entry, dict) else None
        inner = "".join(f"{part}: " for part in parents[2:] if isinstance(part, str))
        return f"[[source]] {name or f'number {parents[1] + 1}'}: {inner}"
    if parents[:2] == ["topics", "guide"] and len(parents) > 2:
        return f"[[topics.guide]] number {int(parents[2]) + 1}: "
    return f"[{parents[0]}] "


def _project_faults(project: Project) -> list[str]:
    """Return what is wrong with [project] beyond its types."""
    return [*_zone_fault("[project] ", project.timezone)]


def _guide_faults(guides: tuple[Guide, ...]) -> list[str]:
    """Return what is wrong with [[topics.guide]] beyond its types."""
    faults = []
    for number, guide in enumerate(guides, start=1):
        where = f"[[topics.guide]] number {number}: "
        if not guide.names():
            faults.append(f"{where}'name', 'name_ja' or 'name_en' is missing")
        faults += [f"{where}'{key}' is empty" for key, name in guide.names().items() if not name.strip()]
        if not all(phrase.strip() for phrase in guide.phrases):
            faults.append(f"{where}'phrases' holds an empty one")
    counted = Counter(name.casefold() for guide in guides for name in {*guide.names().values()})
    faults += [f"[[topics.guide]] two guides have the name '{name}'" for name, count in counted.items() if count > 1]
    return [f"koe.toml: {fault}" for fault in faults]


def _label_faults(labels: Labels) -> list[str]:
    """Return what is wrong with [labels] beyond its types."""
    faults = []
    if (labels.llm is None) != (labels.model is None):
        faults.append("'llm' and 'model' go together")
    # The address is published with the settings, so that no secret may stand in it.
    if labels.llm is not None and not _ENDPOINT.fullmatch(labels.llm):
        faults.append(
            "'llm' is an address such as http://localhost:11434/v1, without user, password or parameters; "
            "a key stands in the environment variable that 'api_key_env' names"
        )
    if not _VARIABLE.fullmatch(labels.api_key_env):
        faults.append("'api_key_env' is the name of an environment variable, not the key itself")
    return [f"koe.toml: [labels] {fault}" for fault in faults]


def _zone_fault(where: str, zone: str | None) -> list[str]:
    """Return a sentence if `zone` is not an IANA time zone."""
    if zone is None:
        return []
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [f"koe.toml: {where}'timezone': no time zone of that name (IANA names such as Asia/Tokyo)"]
    return []


def _source_list_faults(sources: tuple[Source, ...]) -> list[str]:
    """Return what is wrong with the sources, one by one and together."""
    faults = [fault for source in sources for fault in _source_faults(source)]
    doubled = [name for name, count in Counter(source.name for source in sources).items() if count > 1]
    return faults + [f"koe.toml: [[source]] {name}: two sources have this name" for name in doubled]


def _source_faults(source: Source) -> list[str]:
    """Return what is wrong with one source beyond its types."""
    where = f"[[source]] {source.name}: "
    faults = []
    if not _NAME.fullmatch(source.name):
        faults.append(f"{where}'name' may hold letters, digits, '_', '-' and '.' only")
    if (source.path is None) == (source.url is None):
        faults.append(f"{where}exactly one of 'path' and 'url' is needed")
    if (source.url is None) != (source.query is None):
        faults.append(f"{where}'url' and 'query' go together")
    if source.url is not None and not source.url.startswith((*DATABASES, "${")):
        faults.append(f"{where}'url' begins with one of {', '.join(DATABASES)}")
    if source.url is not None and source.encoding != "utf-8":
        faults.append(f"{where}'encoding' is for files; a database gives text")
    if source.date_format not in DATE_WORDS and "%" not in source.date_format:
        faults.append(f"{where}'date_format' is one of {', '.join(DATE_WORDS)} or a strptime pattern")
    if source.rating_scale and source.rating_scale[0] >= source.rating_scale[1]:
        faults.append(f"{where}'rating_scale' must rise, such as [1, 5]")
    faults = [f"koe.toml: {fault}" for fault in faults + _field_faults(source, where)]
    return faults + _zone_fault(where, source.timezone)


def _field_faults(source: Source, where: str) -> list[str]:
    """Return unknown, doubled and missing fields of a source."""
    known = FIELDS[source.kind]
    named = [*source.columns, *source.constants]
    faults = [f"{where}no field '{n}' in {source.kind}{nearest(n, known)}" for n in named if n not in known]
    both = source.columns.keys() & source.constants.keys()
    faults += [f"{where}'{name}' is both a column and a constant" for name in sorted(both)]
    own_id = OWN_ID[source.kind]
    if source.deleted is not None and own_id not in source.columns:
        faults.append(f"{where}'deleted' needs a column for '{own_id}': what is gone is named by its id")
    missing = [name for name, starred in known.items() if starred and name not in named]
    return faults + [
        f"{where}'{name}' needs a column under [source.columns] or a value under [source.constants]" for name in missing
    ]
