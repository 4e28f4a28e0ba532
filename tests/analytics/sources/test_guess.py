"""Guessing a first koe.toml: right where the file proves it, a doubt where it does not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.settings import Kind, Source
from analytics.sources import BrokenFile, Guess, guess_source

Ask = Callable[..., Guess]
Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]

LONG = "it took three weeks and nobody answered my calls"


@pytest.fixture
def guess(tmp_path: Path) -> Ask:
    """Return a function that writes a file and guesses its mapping."""

    def ask(content: str, kind: Kind = "reviews", name: str = "a.csv", encoding: str = "utf-8") -> Guess:
        """Guess one file."""
        (tmp_path / name).write_bytes(content.encode(encoding))
        return guess_source(tmp_path / name, kind, "shop")

    return ask


def doubts_of(guessed: Guess, about: str) -> list[str]:
    """Return the doubts about one key."""
    return [doubt for doubt in guessed.doubts if doubt.startswith(f"{about}:")]


def test_english_names_are_known(guess: Ask) -> None:
    """Case, spaces and underscores do not matter; what is not needed stays unmapped."""
    guessed = guess(f"Review ID,User-Id,ReviewText,Stars,Created_At,Country\nr1,u1,{LONG},4,2024-05-01T09:00Z,JP\n")
    assert guessed.source["columns"] == {
        "review_id": "Review ID",
        "customer_id": "User-Id",
        "text": "ReviewText",
        "rating": "Stars",
        "written_at": "Created_At",
    }
    assert guessed.source["date_format"] == "iso"
    assert not doubts_of(guessed, "timezone")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "utf-16"])
def test_japanese_names_in_every_encoding(guess: Ask, encoding: str) -> None:
    """The encoding is found by decoding, and the guess reads its own file."""
    guessed = guess("投稿日,評価,レビュー,会員番号\n2024年5月1日,5,とても良い商品でした,007\n", encoding=encoding)
    assert guessed.source.get("encoding", "utf-8") == encoding
    assert guessed.source["columns"] == {
        "text": "レビュー",
        "rating": "評価",
        "written_at": "投稿日",
        "customer_id": "会員番号",
    }
    assert guessed.source["date_format"] == "%Y年%m月%d日"
    assert guessed.source["rating_scale"] == (1, 5)
    assert Source.model_validate(dict(guessed.source)).kind == "reviews"


def test_columns_without_telling_names_are_found_by_their_content(guess: Ask) -> None:
    """Long texts and times."""
    rows = "".join(f"{LONG} {day},{day:02d}.05.2024 10:00:00\n" for day in range(10, 20))
    guessed = guess(f"q1,q2\n{rows}")
    assert guessed.source["columns"] == {"text": "q1", "written_at": "q2"}
    assert guessed.source["date_format"] == "%d.%m.%Y %H:%M:%S"
    assert any("longest texts" in line for line in guessed.evidence)


@pytest.mark.parametrize(
    ("days", "date_format", "doubtful"),
    [
        (["13/02/2024", "01/02/2024"], "%d/%m/%Y", False),
        (["02/13/2024", "01/02/2024"], "%m/%d/%Y", False),
        (["02/03/2024", "01/02/2024"], "%d/%m/%Y", True),
        (["1700000000", "1700000001"], "epoch_s", False),
        (["1700000000000"], "epoch_ms", False),
        (["24-02-2015 11.35"], "%d-%m-%Y %H.%M", False),
        (["令和6年5月1日"], "%Ey年%m月%d日", False),
    ],
)
def test_fault_43_the_order_of_days_and_months_is_proven_or_doubted(
    guess: Ask, days: list[str], date_format: str, doubtful: bool
) -> None:
    """Only a value above 12 proves which comes first."""
    guessed = guess("text,date\n" + "".join(f"{LONG},{day}\n" for day in days))
    assert guessed.source["date_format"] == date_format
    assert bool(doubts_of(guessed, "date_format")) == doubtful


def test_a_date_that_no_format_fits_is_a_doubt(guess: Ask) -> None:
    """It is not mapped."""
    guessed = guess(f"text,date\n{LONG},yesterday\n")
    assert "written_at" not in guessed.source["columns"]
    assert len(doubts_of(guessed, "written_at")) == 2


def test_ids_damaged_by_a_spreadsheet_are_not_mapped(guess: Ask) -> None:
    """And neither are ids that come twice."""
    guessed = guess(f"id,text,date\n5.70306E+17,{LONG},2024-05-01\n5.70301E+17,{LONG},2024-05-01\n")
    assert "review_id" not in guessed.source["columns"]
    assert "spreadsheet" in doubts_of(guessed, "review_id")[0]
    doubled = guess(f"id,text,date\n1,{LONG},2024-05-01\n1,{LONG},2024-05-01\n")
    assert "doubled" in doubts_of(doubled, "review_id")[0]


@pytest.mark.parametrize(
    ("prices", "number_format", "doubtful"),
    [
        (["$70.00", "$1,250.00"], "$1,234.50", False),
        (["70,00 €", "1.250,00 €"], "1.234,50 €", False),
        (["¥1,200", "¥900"], "¥1,234.50", True),
        (["70.00", "5"], None, False),
    ],
)
def test_number_formats(guess: Ask, prices: list[str], number_format: str | None, doubtful: bool) -> None:
    """A mark that may be either is a doubt; plain numbers need no format."""
    guessed = guess("sku;name;price\n" + "".join(f"{at};n;{price}\n" for at, price in enumerate(prices)), "products")
    assert guessed.source["delimiter"] == ";"
    assert guessed.source.get("number_format") == number_format
    assert bool(doubts_of(guessed, "number_format")) == doubtful


def test_lines_of_orders_are_purchases(guess: Ask) -> None:
    """A file of orders names no event."""
    guessed = guess("InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n1,a,2,2024-05-01 10:00,3.5\n", "events")
    assert guessed.source["constants"] == {"event": "purchase"}
    assert doubts_of(guessed, "customer_id")
    clicks = guess("user_id,timestamp\nu,1700000000\n", "events")
    assert doubts_of(clicks, "event")


def test_ratings_off_every_scale_are_a_doubt(guess: Ask) -> None:
    """Words are no ratings; a scale whose ends were not seen is to be made sure of."""
    assert doubts_of(guess(f"text,date,rating\n{LONG},2024-05-01,good\n"), "rating")
    ten = guess(f"text,date,rating\n{LONG},2024-05-01,8\n")
    assert ten.source["rating_scale"] == (1, 10)
    assert doubts_of(ten, "rating_scale")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", '{"text":"' + LONG + '","date":"2024-05-01","id":1}\n'),
        ("a.tsv", f"text\tdate\tid\n{LONG}\t2024-05-01\t1\n"),
        ("a.txt", f"text|date|id\n{LONG}|2024-05-01|1\n"),
    ],
)
def test_every_kind_of_file_can_be_guessed_and_then_read(guess: Ask, read: Read, name: str, content: str) -> None:
    """The guess is a source that reads the file without a refusal."""
    settings = dict(guess(content, name=name).source)
    del settings["name"], settings["path"]
    rows, rejects = read(content.encode(), name=name, **settings)
    assert [row["text"] for row in rows] == [LONG]
    assert not rejects


def test_an_empty_file_is_broken(guess: Ask) -> None:
    """There is nothing to guess from."""
    with pytest.raises(BrokenFile, match="empty"):
        guess("")


def test_fault_18_a_first_line_that_looks_like_a_record_is_a_doubt(guess: Ask) -> None:
    """A file without a header would lose its first record."""
    assert doubts_of(guess(f"{LONG},2024-05-01\n{LONG},2024-05-02\n"), "header")
    assert not doubts_of(guess(f"text,date\n{LONG},2024-05-02\n"), "header")


def test_no_value_is_shown(guess: Ask) -> None:
    """Evidence and doubts name columns and formats only."""
    guessed = guess(f"id,text,date,rating,group\n1,canary {LONG},canary,canary,canary\n1,canary,canary,canary,b\n")
    assert not any("canary" in line for line in guessed.evidence + guessed.doubts)
