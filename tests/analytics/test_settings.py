"""koe.toml: every fault at once, with the nearest valid name; a mapping's hash changes with what it reads."""

from pathlib import Path

import pytest

from analytics.errors import ConfigError
from analytics.settings import Project, load_settings, parse_settings

GOOD = """
[project]
timezone = "Asia/Tokyo"
[[source]]
name = "app"
kind = "reviews"
path = "raw/*.csv"
rating_scale = [1, 5]
keep = ["country"]
[source.columns]
text = "body"
written_at = "date"
"""


def test_a_good_file_is_read_whole() -> None:
    """What is written comes back, the rest by default."""
    settings = parse_settings(GOOD)
    source = settings.source[0]
    assert settings.project.timezone == "Asia/Tokyo"
    assert source.rating_scale == (1.0, 5.0)
    assert source.columns == {"text": "body", "written_at": "date"}
    assert settings.embedding.model == "embedded"


def test_all_faults_come_at_once_with_the_nearest_name() -> None:
    """Three unrelated mistakes are three sentences."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(GOOD.replace("[project]", "[projct]").replace("path =", "pth =").replace("keep =", "kep ="))
    text = "\n".join(caught.value.faults)
    assert len(caught.value.faults) == 3
    assert "did you mean 'project'?" in text
    assert "did you mean 'path'?" in text
    assert "did you mean 'keep'?" in text


def test_unknown_fields_and_missing_ones_are_named() -> None:
    """A mapping to a field that there is not, and a starred field without a column."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(GOOD.replace("text =", "txt ="))
    assert "no field 'txt' in reviews; did you mean 'text'?" in str(caught.value)
    assert "'text' needs a column" in str(caught.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('timezone = "Asia/Tokio"', "'timezone': no time zone"),
        ("timezone = 9", "'timezone'"),
        ('timezone = "UTC"\nlanguages = []', "'languages'"),
    ],
)
def test_wrong_values_are_named(wrong: str, said: str) -> None:
    """A value of the wrong type or one that nothing is called."""
    with pytest.raises(ConfigError, match=r"koe\.toml") as caught:
        parse_settings(GOOD.replace('timezone = "Asia/Tokyo"', wrong))
    assert said in str(caught.value)


def test_a_source_needs_a_path_or_an_address_and_a_name_of_its_own() -> None:
    """Two sources of one name, one of them without a path."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(GOOD + GOOD.partition("[[source]]")[1] + GOOD.partition("[[source]]")[2].replace("path =", "#"))
    assert "two sources have this name" in str(caught.value)
    assert "exactly one of 'path' and 'url'" in str(caught.value)


def test_a_missing_file_says_how_to_make_one(tmp_path: Path) -> None:
    """The remedy stands in the message."""
    with pytest.raises(ConfigError, match="koe init"):
        load_settings(tmp_path)


def test_the_mapping_hash_follows_what_changes_reading() -> None:
    """Another column or time zone reads otherwise; another limit of refusals does not."""
    project = Project(timezone="Asia/Tokyo")
    source = parse_settings(GOOD).source[0]
    first = source.mapping_hash(project)
    assert source.model_copy(update={"max_rejected": 0.5}).mapping_hash(project) == first
    assert source.model_copy(update={"columns": {"text": "x"}}).mapping_hash(project) != first
    assert source.mapping_hash(Project(timezone="UTC")) != first


def test_settings_as_json_hide_the_password() -> None:
    """What is published of the address of a database holds no secret."""
    text = GOOD.replace('path = "raw/*.csv"', 'url = "postgresql://me:secret@host/db"\nquery = "select 1"')
    published = parse_settings(text).as_json()
    assert "secret" not in published
    assert "host/db" in published


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ('llm = "http://localhost:11434/v1"', "'llm' and 'model' go together"),
        ('llm = "localhost:11434"\nmodel = "m"', "'llm' is an address"),
        ('llm = "https://me:secret@host/v1"\nmodel = "m"', "without user, password"),
        ('llm = "https://host/v1?key=secret"\nmodel = "m"', "without user, password"),
        ('api_key_env = "sk-abc123"', "'api_key_env' is the name of"),
        ('modl = "m"', "did you mean 'model'?"),
        ("llm = 3", "[labels] 'llm'"),
    ],
)
def test_the_model_that_names_topics_is_checked(labels: str, said: str) -> None:
    """An address without secrets, since it is published, and a model with it; the fault repeats no secret."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(f"{GOOD}\n[labels]\n{labels}")
    assert said in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "abc123" not in str(caught.value)


def test_a_local_model_may_name_topics() -> None:
    """No model names them unless one is given."""
    assert parse_settings(GOOD).labels.llm is None
    labels = parse_settings(f'{GOOD}\n[labels]\nllm = "http://localhost:11434/v1"\nmodel = "small"').labels
    assert (labels.llm, labels.model, labels.api_key_env) == ("http://localhost:11434/v1", "small", "OPENAI_API_KEY")


GUIDED = (
    GOOD
    + """
[[topics.guide]]
name = "Delivery speed"
name_ja = "配送の速さ"
phrases = ["配送が遅い", "delivery was late"]
"""
)


def test_guidance_is_read() -> None:
    """A guide has names by language and phrases."""
    (guide,) = parse_settings(GUIDED).topics.guide
    assert guide.names() == {"name": "Delivery speed", "name_ja": "配送の速さ"}
    assert guide.phrases == ("配送が遅い", "delivery was late")


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("phrases =", "phrase =", "[[topics.guide]] number 1: unknown key 'phrase'; did you mean 'phrases'?"),
        ('["配送が遅い", "delivery was late"]', "[]", "[[topics.guide]] number 1: 'phrases'"),
        ('"delivery was late"]', '" "]', "number 1: 'phrases' holds an empty one"),
        ('["配送が遅い", ', "[" + '"遅い", ' * 10, "number 1: 'phrases'"),
        ('"Delivery speed"\nname_ja = "配送の速さ"', '""', "number 1: 'name' is empty"),
        ('name = "Delivery speed"\nname_ja = "配送の速さ"\n', "", "'name', 'name_ja' or 'name_en' is missing"),
    ],
)
def test_wrong_guidance_is_refused(right: str, wrong: str, said: str) -> None:
    """Each mistake is said with its place."""
    with pytest.raises(ConfigError) as caught:
        parse_settings(GUIDED.replace(right, wrong))
    assert said in str(caught.value)


def test_two_guides_have_two_names() -> None:
    """Capitals make no other name."""
    more = '[[topics.guide]]\nname_en = "delivery SPEED"\nphrases = ["slow"]\n'
    with pytest.raises(ConfigError, match="two guides have the name 'delivery speed'"):
        parse_settings(GUIDED + more)


def test_fault_77_at_least_one_release_is_kept() -> None:
    """None would take away what is current."""
    assert parse_settings("[releases]\nkeep = 1").releases.keep == 1
    with pytest.raises(ConfigError, match=r"koe.toml: \[releases\] 'keep'"):
        parse_settings("[releases]\nkeep = 0")
