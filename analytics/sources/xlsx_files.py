"""Excel workbooks: the one sheet that has the mapped columns, its cells as text or as times."""

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from analytics.errors import SourceError
from analytics.settings import Project, Source
from analytics.sources.batches import Batch, BrokenFile
from analytics.sources.columns import normalised, plan_columns, wanted
from analytics.sources.decode import HARMLESS_BYTES, MAX_EXPANSION
from analytics.sources.deliveries import DeliveredFile
from analytics.sources.mapping import TIME_FIELDS, make_mapper
from analytics.sources.numbers import NumberFormat, write_number

#: A workbook is held in memory as a whole: a million rows of ten columns are about this much XML.
MAX_WORKBOOK_BYTES = 1024**3

Row = Sequence[object]


def read_xlsx(delivered: DeliveredFile, source: Source, project: Project, batch_rows: int) -> Iterator[Batch]:
    """Yield the records of a workbook's one sheet that has the mapped columns; lines are its row numbers.

    Raises BrokenFile for what is no readable workbook, SourceError if no sheet or several have the columns.
    """
    _check_size(delivered)
    sheets = [rows for rows in _sheets(delivered) if rows]
    if not sheets:
        raise BrokenFile("empty: no sheet of the workbook holds anything")
    rows = _chosen(sheets, source, delivered.file)
    names = [str(cell) for cell in rows[0][1]]
    plan = plan_columns(names, source, delivered.file)
    mapper = make_mapper(source, project, plan)
    times = {at for field, at in plan.fields.items() if field in TIME_FIELDS}
    for start in range(1, len(rows), batch_rows):
        part = rows[start : start + batch_rows]
        columns = [_column([row[at] for _, row in part], at in times, mapper.style) for at in range(len(names))]
        yield mapper.batch(columns, np.array([line for line, _ in part], np.int64))


def _check_size(delivered: DeliveredFile) -> None:
    """Raise BrokenFile if the file is no sound archive, or one that unfolds to more than a workbook may."""
    if delivered.size == 0:
        raise BrokenFile("empty: the file has no bytes")
    try:
        with zipfile.ZipFile(delivered.path) as archive:
            size = sum(member.file_size for member in archive.infolist())
            bomb = size > MAX_WORKBOOK_BYTES or size > max(HARMLESS_BYTES, MAX_EXPANSION * delivered.size)
            if not bomb and archive.testzip() is not None:
                raise zipfile.BadZipFile("a checksum is wrong")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as fault:
        raise BrokenFile("xlsx: the file is damaged, locked with a password, or no Excel workbook") from fault
    if bomb:
        limits = f"{MAX_WORKBOOK_BYTES} bytes, or {MAX_EXPANSION} times its size"
        raise BrokenFile(f"expansion: the workbook unfolds to more than {limits}")


def _sheets(delivered: DeliveredFile) -> list[list[tuple[int, Row]]]:
    """Return the rows that hold anything of every sheet, each with its number; hidden sheets too."""
    try:
        with CalamineWorkbook.from_path(delivered.path) as workbook:
            return [_rows(workbook.get_sheet_by_index(at)) for at in range(len(workbook.sheet_names))]
    except (CalamineError, OSError, ValueError) as fault:
        raise BrokenFile("xlsx: a sheet of the workbook cannot be read") from fault


def _rows(sheet: CalamineSheet) -> list[tuple[int, Row]]:
    """Return the rows of one sheet that hold anything, each with its number."""
    return [(line, row) for line, row in enumerate(sheet.iter_rows(), 1) if any(cell != "" for cell in row)]


def _chosen(sheets: list[list[tuple[int, Row]]], source: Source, file: str) -> list[tuple[int, Row]]:
    """Return the sheet whose first row has wanted columns, or the first one for its faults to be named."""
    names = {normalised(name) for name in wanted(source)}
    fitting = [rows for rows in sheets if not names or names & {normalised(str(cell)) for cell in rows[0][1]}]
    if len(fitting) > 1:
        raise SourceError(f"source {source.name}: {file}: {len(fitting)} sheets have the mapped columns; leave one")
    return fitting[0] if fitting else sheets[0]


def _column(cells: list[object], as_time: bool, style: NumberFormat) -> pa.Array:
    """Return cells as text (empty is null); where times are wanted as timestamps, or as both if mixed."""
    if not as_time:
        return pa.array([_text(cell, style) for cell in cells], pa.string())
    moments = pa.array([_moment(cell) for cell in cells], pa.timestamp("us"))
    texts = pa.array([_text(cell, style) if not isinstance(cell, date) else None for cell in cells], pa.string())
    if moments.null_count == len(cells):
        return texts
    if texts.null_count == len(cells):
        return moments
    nothing = pa.compute.and_(moments.is_null(), texts.is_null())
    return pa.StructArray.from_arrays([texts, moments], ["text", "moment"], mask=nothing)


def _moment(cell: object) -> datetime | None:
    """Return a date cell as the time it stands for."""
    if isinstance(cell, datetime):
        return cell
    return datetime.combine(cell, time()) if isinstance(cell, date) else None


def _text(cell: object, style: NumberFormat) -> str | None:
    """Return a cell as text: 17850.0 as 17850, dates in ISO, empty as None."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, int | float | Decimal):
        return write_number(cell, style)
    if isinstance(cell, datetime):
        return cell.isoformat(" ")
    return str(cell) or None
