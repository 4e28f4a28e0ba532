"""Times: one declared format, zones and their gaps, and columns read as single values are."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.sources.times import EARLIEST, LATEST, Clock, parse_time, to_instants

TOKYO, NEW_YORK = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/New_York")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read(text: str, date_format: str = "iso", zone: ZoneInfo = TOKYO) -> str | None:
    """Return one time in UTC as ISO text, or None if it is refused as no time."""
    instants = to_instants(pa.array([text]), Clock(date_format, zone))
    moment = instants.values[0].as_py()
    assert (moment is None) == bool(instants.bad[0] or instants.out_of_range[0])
    return None if moment is None else moment.isoformat()


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2024-05-01", "2024-04-30T15:00:00"),
        ("2024-05-01T09:00", "2024-05-01T00:00:00"),
        ("2024-05-01 09:00:01", "2024-05-01T00:00:01"),
        ("2024-05-01T09:00:01.5", "2024-05-01T00:00:01.500000"),
        ("2024-05-01T09:00:01.123456789", "2024-05-01T00:00:01.123456"),
        ("2024-05-01T09:00:01Z", "2024-05-01T09:00:01"),
        ("2024-05-01T09:00:01.250Z", "2024-05-01T09:00:01.250000"),
        ("2024-05-01T09:00:01+09:00", "2024-05-01T00:00:01"),
        ("2024-05-01T09:00:01.123456-05:30", "2024-05-01T14:30:01.123456"),
        ("2024-05-01 09:00 +0900", "2024-05-01T00:00:00"),
        ("2024-05-01T09:00:01+09", "2024-05-01T00:00:01"),
        ("２０２４-０５-０１", "2024-04-30T15:00:00"),
        (" 2024-05-01 ", "2024-04-30T15:00:00"),
        ("2024-02-29", "2024-02-28T15:00:00"),
    ],
)
def test_fault_45_iso_forms(text: str, utc: str) -> None:
    """A naive time is on the source's clock, any other says its offset."""
    assert read(text) == utc


@pytest.mark.parametrize(
    "text",
    ["2024-02-30", "2023-02-29", "2024-13-01", "2024-00-01", "2024-05-00", "2024-05-01T24:00", "", "tomorrow",
     "2024-05-01T23:59:60", "2024-05-01T23:60", "01/02/2024", "20240501", "2024-5-1", "令和6年5月1日",
     "2024-05-01T09:00+24:00", "2024-05-01T09:00+09:60", "2024-05-01Z", "2024-05-01T", "2024-05-01T09:00,"],
)  # fmt: skip
def test_fault_43_46_what_is_no_such_time_is_refused(text: str) -> None:
    """No guess, no rolling over into the next day."""
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "date_format", "utc"),
    [
        ("24-02-2015 11.35", "%d-%m-%Y %H.%M", "2015-02-24T02:35:00"),
        ("1/2/2024", "%d/%m/%Y", "2024-01-31T15:00:00"),
        ("01/02/2024", "%m/%d/%Y", "2024-01-01T15:00:00"),
        ("January 7, 2018", "%B %d, %Y", "2018-01-06T15:00:00"),
        ("2024年5月1日", "%Y年%m月%d日", "2024-04-30T15:00:00"),
        ("20240501", "%Y%m%d", "2024-04-30T15:00:00"),
        ("2024-05-01T10:00:00+0200", "%Y-%m-%dT%H:%M:%S%z", "2024-05-01T08:00:00"),
        ("5/1/24 1:05 PM", "%m/%d/%y %I:%M %p", "2024-05-01T04:05:00"),
        ("令和6年5月1日", "%Ey年%m月%d日", "2024-04-30T15:00:00"),
        ("令和元年5月1日", "%Ey年%m月%d日", "2019-04-30T15:00:00"),
        ("R6.5.1", "%Ey.%m.%d", "2024-04-30T15:00:00"),
        ("平成31年4月30日", "%Ey年%m月%d日", "2019-04-29T15:00:00"),
    ],
)
def test_fault_46_patterns_and_eras(text: str, date_format: str, utc: str) -> None:
    """A pattern is that of strptime, with years of Japanese eras as %Ey."""
    assert read(text, date_format) == utc


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("13/13/2024", "%d/%m/%Y"),
        ("31/04/2024", "%d/%m/%Y"),
        ("2024年5月1日", "%Ey年%m月%d日"),
        ("1/2/24", "%d/%m/%Y"),
    ],
)
def test_fault_46_what_does_not_match_a_pattern_is_refused(text: str, date_format: str) -> None:
    """Dates that do not exist and other spellings are no times."""
    assert read(text, date_format) is None


@pytest.mark.parametrize(
    ("text", "date_format", "utc"),
    [
        ("1700000000", "epoch_s", "2023-11-14T22:13:20"),
        ("1700000000.25", "epoch_s", "2023-11-14T22:13:20.250000"),
        ("1700000000000", "epoch_ms", "2023-11-14T22:13:20"),
        ("1700000000000000", "epoch_us", "2023-11-14T22:13:20"),
    ],
)
def test_fault_44_epochs_of_the_declared_unit(text: str, date_format: str, utc: str) -> None:
    """Seconds, milliseconds or microseconds, as declared."""
    assert read(text, date_format) == utc


@pytest.mark.parametrize(
    ("text", "date_format"),
    [("1700000000000", "epoch_s"), ("1700000000", "epoch_ms"), ("1e300", "epoch_s"), ("-1", "epoch_s"),
     ("1989-12-31", "iso"), ("2100-01-02", "iso"), ("0001-01-01", "iso"), ("9999999999999999", "epoch_s"),
     ("2150-05-01T00:00:00Z", "iso")],
)  # fmt: skip
def test_fault_44_48_times_out_of_range_are_told_apart_from_no_times(text: str, date_format: str) -> None:
    """A wrong unit or century is a rule of its own, and does not depend on today."""
    instants = to_instants(pa.array([text]), Clock(date_format, TOKYO))
    assert (bool(instants.bad[0]), bool(instants.out_of_range[0])) == (False, True)


def test_fault_45_summer_time() -> None:
    """A time that the clock skipped is refused; of two that it showed the earlier is taken."""
    assert read("2024-03-10 02:30", zone=NEW_YORK) is None
    assert read("2024-03-10 03:00", zone=NEW_YORK) == "2024-03-10T07:00:00"
    assert read("2024-11-03 01:30", zone=NEW_YORK) == "2024-11-03T05:30:00"
    assert read("2024-11-03 02:00", zone=NEW_YORK) == "2024-11-03T07:00:00"


def test_fault_45_a_midnight_that_summer_time_skipped() -> None:
    """A date alone means a midnight, which some zones do not have on one day of the year."""
    assert read("2018-11-04", zone=ZoneInfo("America/Sao_Paulo")) is None
    assert read("2018-11-03", zone=ZoneInfo("America/Sao_Paulo")) == "2018-11-03T03:00:00"


def test_typed_columns_are_taken_as_they_are() -> None:
    """Timestamps of any unit, with a zone or on the source's clock, whatever date_format says."""
    moment = datetime(2024, 5, 1, 9)
    for unit in ("s", "ms", "us", "ns"):
        naive = to_instants(pa.array([moment, None], pa.timestamp(unit)), Clock("%d/%m/%Y", TOKYO))
        assert naive.values.to_pylist() == [datetime(2024, 5, 1), None]
        aware = to_instants(pa.array([moment], pa.timestamp(unit, "UTC")), Clock("iso", TOKYO))
        assert aware.values.to_pylist() == [moment]
    far = pa.array([2**62, -(2**62)], pa.int64()).cast(pa.timestamp("s"))
    assert to_instants(far, Clock("iso", NEW_YORK)).out_of_range.tolist() == [True, True]


def test_mixed_cells_of_a_spreadsheet() -> None:
    """A text cell is read as declared, a date cell as it is; nothing is nothing."""
    texts = pa.array(["01/05/2024", None, None, "x"])
    moments = pa.array([None, datetime(2024, 5, 2), None, None], pa.timestamp("us"))
    cells = pa.StructArray.from_arrays([texts, moments], ["text", "moment"])
    instants = to_instants(cells, Clock("%d/%m/%Y", ZoneInfo("UTC")))
    assert instants.values.to_pylist() == [datetime(2024, 5, 1), datetime(2024, 5, 2), None, None]
    assert instants.bad.tolist() == [False, False, False, True]


FORMATS = (
    "iso",
    "%Y-%m-%d",
    "%d/%m/%Y %H:%M",
    "%Y%m%d%H%M%S",
    "%m/%d/%y",
    "epoch_s",
    "epoch_ms",
    "%H:%M %d.%m.%Y",
)
SHAPES = ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%SZ", "%d/%m/%Y %H:%M",
          "%Y%m%d%H%M%S", "%m/%d/%y", "%Y-%m-%dT%H:%M:%S+09:00", "%H:%M %d.%m.%Y")  # fmt: skip

moments = st.datetimes(datetime(1985, 1, 1), datetime(2105, 1, 1))
written = st.one_of(
    st.builds(lambda moment, shape: moment.strftime(shape), moments, st.sampled_from(SHAPES)),
    st.text("0123456789-:T .Z+/", max_size=20),
    st.integers(-(10**10), 10**16).map(str),
    st.none(),
)


@given(
    texts=st.lists(written, min_size=1, max_size=12),
    date_format=st.sampled_from(FORMATS),
    zone=st.sampled_from([ZoneInfo("UTC"), TOKYO, NEW_YORK, ZoneInfo("America/Sao_Paulo"), ZoneInfo("Europe/Dublin")]),
)
def test_columns_are_read_as_single_values_are(texts: list[str | None], date_format: str, zone: ZoneInfo) -> None:
    """The fast way for columns accepts and refuses the same values with the same results."""
    clock = Clock(date_format, zone)
    instants = to_instants(pa.array(["skipped", *texts], pa.string()).slice(1), clock)
    for text, moment, bad, outside in zip(
        texts, instants.values.to_pylist(), instants.bad, instants.out_of_range, strict=True
    ):
        expected = None if text is None else parse_time(text, clock)
        assert bad == (expected is None and text is not None)
        assert outside == (expected is not None and not EARLIEST <= expected < LATEST)
        if moment is not None:
            assert expected is not None
            assert moment.replace(tzinfo=UTC) == EPOCH + timedelta(microseconds=expected)
