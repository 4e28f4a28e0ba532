"""Excel workbooks: cells of all types, the right sheet, and damage told."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest

from analytics.errors import SourceError
from analytics.sources import BrokenFile, xlsx_files

Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]
Cell = str | float | tuple[float, int] | bool | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
#: Styles of the workbook that `workbook` makes: a day, and a day with a time.
DAY, MOMENT = 1, 2


def cell(value: Cell, at: str) -> str:
    """Return one cell as XML; a pair is a number and its style."""
    if isinstance(value, bool):
        return f'<c r="{at}" t="b"><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{value}</t></is></c>'
    number, style = value if isinstance(value, tuple) else (value, 0)
    return "" if number is None else f'<c r="{at}" s="{style}"><v>{number}</v></c>'


def workbook(*sheets: Sequence[Sequence[Cell]]) -> bytes:
    """Return a workbook of sheets of rows of cells."""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="S{at}" sheetId="{at}" r:id="r{at}"/>' for at in numbers)
    links = "".join(
        f'<Relationship Id="r{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>' for at in numbers
    )
    styles = '<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/></cellXfs>'
    members = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r0" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="r99" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
    }
    for number, rows in enumerate(sheets, 1):
        body = ""
        for at, row in enumerate(rows, 1):
            cells = "".join(cell(value, f"{chr(65 + column)}{at}") for column, value in enumerate(row))
            body += f'<row r="{at}">{cells}</row>'
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'
        )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


HEADER = ["id", "text", "at", "more"]
COLUMNS = {"review_id": "id", "text": "text", "written_at": "at"}


def test_cells_of_all_types(read: Read) -> None:
    """Whole numbers are ids without a point, date cells are times, text cells are read as declared."""
    rows, rejects = read(
        workbook(
            [
                HEADER,
                [17850, "fine", (45413.375, MOMENT), True],
                [],
                ["007", "good", "02/05/2024", (45413, DAY)],
                [1.5, "bad", "soon", None],
                [2, "none", None, None],
            ]
        ),
        name="a.xlsx",
        columns=COLUMNS,
        date_format="%d/%m/%Y",
    )
    assert [(row["line"], row["review_id"], row["text"]) for row in rows] == [
        (2, "17850", "fine"),
        (4, "007", "good"),
    ]
    assert [row["written_at"] for row in rows] == [datetime(2024, 5, 1, 9), datetime(2024, 5, 2)]
    assert [row["extra"] for row in rows] == ['{"more":"true"}', '{"more":"2024-05-01"}']
    assert rejects == [(5, "date: written_at does not match %d/%m/%Y"), (6, "date: written_at is empty")]


def test_a_title_above_an_empty_line_is_no_header(read: Read) -> None:
    """The first row that holds anything must name the columns."""
    with pytest.raises(SourceError, match="no header"):
        read(workbook([["Our reviews"], [], HEADER]), name="a.xlsx", columns=COLUMNS)


def test_the_sheet_with_the_columns_is_read_and_two_are_refused(read: Read) -> None:
    """A cover sheet does no harm; rows of a second table are not dropped in silence."""
    table: list[list[Cell]] = [[*HEADER], [1, "fine", (45413, DAY), None]]
    assert len(read(workbook([["Notes"]], [], table), name="a.xlsx", columns=COLUMNS)[0]) == 1
    with pytest.raises(SourceError, match="2 sheets have the mapped columns"):
        read(workbook(table, table), name="a.xlsx", columns=COLUMNS)


def test_fault_06_what_is_no_workbook_is_broken(read: Read) -> None:
    """Truncated, damaged, empty, or a csv by another name."""
    content = workbook([HEADER, [1, "fine", (45413, DAY), None]])
    place = content.index(b"xl/workbook.xml") + len("xl/workbook.xml") + 10
    flipped = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    for bad in (
        flipped,
        content[:-30],
        b"text,at\n",
        b"",
        content.replace(b"PK\x03\x04", b"PK\x03\x05"),
        workbook([], []),
    ):
        with pytest.raises(BrokenFile, match=r"xlsx|empty"):
            read(bad, name="a.xlsx", columns=COLUMNS)


def test_fault_07_a_workbook_that_unfolds_beyond_reason_is_broken(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is measured before it is loaded."""
    monkeypatch.setattr(xlsx_files, "MAX_WORKBOOK_BYTES", 1000)
    with pytest.raises(BrokenFile, match="expansion"):
        read(workbook([HEADER]), name="a.xlsx", columns=COLUMNS)
