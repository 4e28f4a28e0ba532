"""csv and tsv as people have them: what is accepted, and what is refused with its line and a rule."""

import codecs
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from analytics.errors import SourceError
from analytics.settings import Project, Source
from analytics.sources import BrokenFile, find_deliveries, read_delivery
from analytics.sources.decode import CHUNK_BYTES

Rows = list[dict[str, Any]]
Read = Callable[..., tuple[Rows, list[tuple[int, str]]]]

GOOD = b"text,at\nfine,2024-05-01\n"


def test_fault_02_a_file_of_no_bytes_is_broken_not_empty(read: Read) -> None:
    """Zero bytes are a failed delivery."""
    with pytest.raises(BrokenFile, match="empty"):
        read(b"")


@pytest.mark.parametrize("content", [b"\n\r\n\n", codecs.BOM_UTF8, codecs.BOM_UTF8 + b"\n"])
def test_fault_02_a_file_of_blank_lines_is_broken(read: Read, content: bytes) -> None:
    """Blank lines and byte order marks are no content."""
    with pytest.raises(BrokenFile, match="empty"):
        read(content)


@pytest.mark.parametrize("content", [b"text,at", b"text,at\n", b"\ntext,at\n\n"])
def test_fault_03_a_header_alone_is_a_file_of_no_records(read: Read, content: bytes) -> None:
    """A day without reviews is no fault."""
    assert read(content) == ([], [])


@pytest.mark.parametrize("last", [b"cut o", b'"cut o', b'cut,2024-05-02,"', b'"cut\xe3\x81'])
def test_fault_05_a_truncated_last_line_is_refused_and_the_rest_kept(read: Read, last: bytes) -> None:
    """A file that ends within a record loses that record only, and says so."""
    rows, rejects = read(b"text,at,more\nfine,2024-05-01,x\n" + last)
    assert [row["text"] for row in rows] == ["fine"]
    assert [(line, reason.split(":")[0]) for line, reason in rejects] == [(3, "truncated")]


def test_fault_05_a_whole_last_line_without_a_newline_is_accepted(read: Read) -> None:
    """Many programs leave out the last line end."""
    rows, rejects = read(GOOD + b"last,2024-05-02")
    assert [row["text"] for row in rows] == ["fine", "last"]
    assert not rejects


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_fault_08_09_the_declared_encoding_is_read(read: Read, encoding: str, newline: str) -> None:
    """The same text comes out of every encoding, with and without a byte order mark."""
    content = newline.join(["本文,日付", '"良い、""とても""\n店表",2024-05-01', "能ソ十,2024-05-02", ""]).encode(
        encoding
    )
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    rows, rejects = read(content, encoding=declared, columns={"text": "本文", "written_at": "日付"})
    assert [row["text"] for row in rows] == ['良い、"とても"\n店表', "能ソ十"]
    assert [row["line"] for row in rows] == [2, 4]
    assert not rejects


def test_fault_09_latin_1_is_read(read: Read) -> None:
    """Every byte is a character there."""
    rows, _ = read("text,at\ncafé ÿ,2024-05-01\n".encode("latin-1"), encoding="latin-1")
    assert rows[0]["text"] == "café ÿ"


def test_fault_09_cp932_with_a_delimiter_that_is_also_half_a_character(read: Read) -> None:
    """In cp932 the byte of `|` is also the second half of ポ."""
    content = "text|at\nポ|2024-05-01\n".encode("cp932")
    rows, rejects = read(content, encoding="cp932", delimiter="|")
    assert [row["text"] for row in rows] == ["ポ"]
    assert not rejects


@pytest.mark.parametrize("start", [b"\xff\xfe", "本文,at\n".encode("cp932")])
def test_fault_09_a_header_of_another_encoding_names_it(read: Read, start: bytes) -> None:
    """The first line tells that nothing will be readable."""
    with pytest.raises(SourceError, match=r"line 1 is not utf-8; .*(utf-16|cp932)"):
        read(start + GOOD)


def test_fault_10_one_bad_byte_costs_one_record_and_is_located(read: Read) -> None:
    """The offset is that of the byte in the file."""
    content = b"text,at\n" + b"fine,2024-05-01\n" * 5000
    place = content.index(b"fine", 60_000)
    content = content[:place] + b"f\x83ne" + content[place + 4 :]
    rows, rejects = read(content)
    assert len(rows) == 4999
    assert rejects == [(content[:place].count(b"\n") + 1, f"encoding: byte 0x83 at offset {place + 1} is not utf-8")]


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_fault_10_bad_bytes_of_another_encoding_are_located_too(read: Read, encoding: str) -> None:
    """Offsets are those of the file, not of its translation."""
    before = "text,at\n良い,2024-05-01\n".encode(encoding)
    content = before + "悪".encode(encoding) + b"\xff,2024-05-02\n" + "可,2024-05-03\n".encode(encoding) + b"\x81"
    content = content.replace(b"\xff", b"\x80") if encoding == "euc_jp" else content
    rows, rejects = read(content, encoding=encoding)
    bad = content[len(before) + 2]
    assert [row["text"] for row in rows] == ["良い", "可"]
    assert rejects[0] == (3, f"encoding: byte {bad:#04x} at offset {len(before) + 2} is not {encoding}")
    assert rejects[1][0] == 5


def test_fault_10_half_a_utf_16_character_is_refused(read: Read) -> None:
    """A lone surrogate is located by its first byte."""
    content = "text,at\n".encode("utf-16") + b"\x00\xd8" + ",2024-05-01\nok,2024-05-02\n".encode("utf-16-le")
    rows, rejects = read(content, encoding="utf-16")
    assert [row["text"] for row in rows] == ["ok"]
    assert rejects == [(2, "encoding: byte 0x00 at offset 18 is not utf-16")]


def test_fault_11_control_characters_leave_texts_and_refuse_ids(read: Read) -> None:
    """NUL and its kind never reach a page or a file name."""
    rows, rejects = read(
        b"id,text,at\n1,a\0b\x1fc\td,2024-05-01\n2\0,fine,2024-05-01\n3,\x01,2024-05-01\n",
        columns={"review_id": "id", "text": "text", "written_at": "at"},
    )
    assert [(row["review_id"], row["text"]) for row in rows] == [("1", "abc\td"), ("3", None)]
    assert rejects == [(3, "control: review_id holds control characters")]


def test_fault_12_a_never_closed_quote_costs_one_record_of_thousands(read: Read) -> None:
    """The records after it are all there, each at its line."""
    fine = b"fine,2024-05-01\n" * 3000
    content = b"text,at\n" + fine + b'"open,2024-05-01\n' + fine
    rows, rejects = read(content)
    assert [row["line"] for row in rows] == [*range(2, 3002), *range(3003, 6003)]
    assert [(line, reason.split(":")[0]) for line, reason in rejects] == [(3002, "quote")]


def test_fault_13_ragged_rows_name_what_was_expected_and_found(read: Read) -> None:
    """A shifted row is refused, not filled up."""
    rows, rejects = read(GOOD + b"short\nlong,2024-05-01,x\nfine,2024-05-02\n")
    assert len(rows) == 2
    assert rejects == [(3, "columns: expected 2, found 1"), (4, "columns: expected 2, found 3")]


def test_fault_14_quotes_within_a_field(read: Read) -> None:
    """Doubled ones are one, one inside an unquoted field is itself, text after a closing one is refused."""
    content = GOOD + b'"a ""b""",2024-05-01\n5" tall,2024-05-01\n"a" b,2024-05-01\n\\"a,2024-05-01\n'
    rows, rejects = read(content)
    assert [row["text"] for row in rows] == ["fine", 'a "b"', '5" tall', '\\"a']
    assert [line for line, _ in rejects] == [5]


def test_fault_15_line_ends_of_all_kinds_in_one_file(read: Read) -> None:
    """Lines are counted as an editor shows them."""
    rows, rejects = read(b'text,at\r\na,2024-05-01\rb,2024-05-01\n"c\r\nd\re",2024-05-01\r\nf,2024-05-01')
    assert [(row["line"], row["text"]) for row in rows] == [(2, "a"), (3, "b"), (4, "c\r\nd\re"), (7, "f")]
    assert not rejects


def test_fault_16_a_text_of_a_million_characters_is_kept_and_one_of_twenty_refused(read: Read) -> None:
    """A record has a limit, and what lies beyond costs no other record."""
    large, huge = b"x" * 10**6, b"y" * (20 * 10**6)
    rows, rejects = read(GOOD + large + b",2024-05-01\n" + huge + b",2024-05-01\nfine,2024-05-01\n")
    assert [len(row["text"]) for row in rows] == [4, 10**6, 4]
    assert [(line, reason.split(":")[0]) for line, reason in rejects] == [(4, "too_long")]


def test_fault_17_a_large_file_is_streamed(tmp_path: Path, read: Read) -> None:
    """What Python holds at once is a few chunks, however large the file is."""
    read(GOOD)  # so that no import is counted
    with (tmp_path / "large.csv").open("wb") as file:
        file.write(b"text,at\n")
        for _ in range(80):
            file.write((b"said again and again " * 100 + b",2024-05-01\n") * 500)
    source = Source(name="s", kind="reviews", path="large.csv", columns={"text": "text", "written_at": "at"})
    delivered = find_deliveries(tmp_path, source).files[0]
    tracemalloc.start()
    rows = sum(batch.records.num_rows for batch in read_delivery(delivered, source, Project()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == 40_000
    assert peak < 8 * CHUNK_BYTES < delivered.size / 2


@pytest.mark.parametrize(
    "header", ["at,text", "Text, AT ", "ＴＥＸＴ,ａｔ", "text,at,more", '"text","at"', "\ufefftext,at"]
)
def test_fault_18_headers_are_matched_by_what_people_mean(read: Read, header: str) -> None:
    """Order, case, width and spaces do not matter."""
    names = header.replace('"', "").split(",")
    cells = ["2024-05-01" if "a" in name.lower() or "ａ" in name else "fine" for name in names]
    rows, rejects = read(f"{header}\n{','.join(cells)}\n".encode())
    assert [row["text"] for row in rows] == ["fine"]
    assert not rejects


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"txet,at\nfine,2024-05-01\n", r"given.csv: no column 'text'; did you mean 'txet'\?"),
        (b"text,at,text\na,2024-05-01,b\n", "2 columns are named 'text'"),
        (b"fine,2024-05-01\nfine,2024-05-01\n", "the file has no header"),
        (b"text;at\nfine;2024-05-01\n", "'delimiter' is another"),
        (b'"text,at\nfine,2024-05-01\n', "line 1 is no header"),
    ],
)
def test_fault_18_27_a_header_that_breaks_the_contract_is_named(read: Read, content: bytes, message: str) -> None:
    """Nothing is taken, and the sentence says what to mend."""
    with pytest.raises(SourceError, match=message):
        read(content)


def test_fault_18_all_header_faults_come_at_once_and_no_value_is_shown(read: Read) -> None:
    """A first row that is no header is customer data and stays out of the message."""
    with pytest.raises(SourceError) as both:
        read(b"id,more\n1,2\n", columns={"text": "text", "written_at": "at", "review_id": "id"})
    assert len(str(both.value).splitlines()) == 2
    with pytest.raises(SourceError) as none:
        read(b"secret words,2024-05-01\n")
    assert "secret" not in str(none.value)


def test_fault_26_a_new_column_stays_in_extra(read: Read) -> None:
    """What nobody mapped is kept for the warehouse, sorted, without nulls; nameless columns by number."""
    rows, _ = read(b'text,at,b,,a\nfine,2024-05-01,"q""\n",x,\n', keep=("b",))
    assert rows[0]["attributes"] == '{"b":"q\\"\\n"}'
    assert rows[0]["extra"] == '{"(4)":"x"}'


def test_a_value_that_begins_with_a_byte_order_mark_keeps_it(read: Read) -> None:
    """Only the file's own mark is dropped."""
    rows, _ = read("text,at\n\ufefffine,2024-05-01\n".encode())
    assert rows[0]["text"] == "\ufefffine"


def test_a_delimiter_that_cannot_be_one_is_named(read: Read) -> None:
    """Quotes and characters of several bytes separate nothing."""
    with pytest.raises(SourceError, match="'delimiter'"):
        read(GOOD, delimiter="、")
    with pytest.raises(SourceError, match=r"'delimiter' is needed for \.txt"):
        read(GOOD, name="given.txt")


def test_batches_hold_at_most_the_asked_rows_and_each_reject_once(tmp_path: Path) -> None:
    """The cut into batches changes neither records nor refusals."""
    (tmp_path / "a.csv").write_bytes(b"text,at\n" + b"fine,2024-05-01\nbad,x\n" * 10)
    source = Source(name="s", kind="reviews", path="a.csv", columns={"text": "text", "written_at": "at"})
    delivered = find_deliveries(tmp_path, source).files[0]
    batches = list(read_delivery(delivered, source, Project(), batch_rows=3))
    assert [batch.records.num_rows for batch in batches] == [3, 3, 3, 1]
    assert [reject.line for batch in batches for reject in batch.rejects] == list(range(3, 22, 2))
