"""Finding files: by glob, settled, plain, and within home."""

import hashlib
import os
import socket
from pathlib import Path

import pytest

from analytics.errors import SourceError
from analytics.settings import Source
from analytics.sources import find_deliveries, still_settled
from analytics.sources.deliveries import open_plain


def source_of(path: str, *, required: bool = True) -> Source:
    """Return a source of files."""
    return Source(
        name="shop",
        kind="reviews",
        path=path,
        required=required,
        columns={"text": "text", "written_at": "at"},
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return a home folder with two files in raw/."""
    home = tmp_path / "home"
    (home / "raw" / "more").mkdir(parents=True)
    (home / "raw" / "b.csv").write_bytes(b"b")
    (home / "raw" / "a.csv").write_bytes(b"a")
    return home


def test_files_are_found_sorted_and_hashed(home: Path) -> None:
    """Their names are relative to home, folders are no files."""
    (home / "raw" / "dir.csv").mkdir()
    found = find_deliveries(home, source_of("raw/*.csv"))
    assert [file.file for file in found.files] == ["raw/a.csv", "raw/b.csv"]
    assert found.files[0].sha256 == hashlib.sha256(b"a").hexdigest()
    assert (found.files[0].size, found.files[0].path) == (1, home / "raw" / "a.csv")
    assert found.unsettled == ()


def test_globs_go_into_folders_and_outside_home(home: Path, tmp_path: Path) -> None:
    """`**` and absolute globs are understood; a file outside has its absolute name."""
    (home / "raw" / "more" / "c.csv").write_bytes(b"c")
    assert len(find_deliveries(home, source_of("raw/**/*.csv")).files) == 3
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "d.csv").write_bytes(b"d")
    for glob in (f"{outside}/*.csv", "../outside/*.csv"):
        assert [file.file for file in find_deliveries(home, source_of(glob)).files] == [f"{outside}/d.csv"]


def test_a_home_whose_name_looks_like_a_glob(tmp_path: Path) -> None:
    """Only the configured path is a pattern."""
    home = tmp_path / "ho[m]e*"
    home.mkdir()
    (home / "a.csv").write_bytes(b"a")
    assert len(find_deliveries(home, source_of("*.csv")).files) == 1


def test_fault_01_a_required_source_without_files_names_its_glob(home: Path) -> None:
    """An optional one is simply empty."""
    with pytest.raises(SourceError, match=r"source shop: no file matches 'raw/\*\.json'"):
        find_deliveries(home, source_of("raw/*.json"))
    assert find_deliveries(home, source_of("raw/*.json", required=False)).files == ()


def test_fault_04_unfinished_names_wait(home: Path) -> None:
    """Also those that the glob would match once they are renamed."""
    (home / "raw" / "c.csv.part").write_bytes(b"c")
    (home / "raw" / "d.csv.tmp").write_bytes(b"d")
    found = find_deliveries(home, source_of("raw/*.csv"))
    assert len(found.files) == 2
    assert found.unsettled == ("raw/c.csv.part", "raw/d.csv.tmp")
    assert find_deliveries(home, source_of("raw/*.part")).unsettled == ("raw/c.csv.part",)


def test_fault_04_a_file_that_changes_while_it_is_hashed_waits(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is taken by the next run, when nobody writes it any more."""

    class Writing:
        """A digest during whose making somebody appends to the file."""

        def hexdigest(self) -> str:
            """Append, then answer."""
            (home / "raw" / "a.csv").write_bytes(b"aa")
            return "0" * 64

    monkeypatch.setattr("hashlib.file_digest", lambda *_: Writing())
    assert find_deliveries(home, source_of("raw/a.csv")).unsettled == ("raw/a.csv",)


def test_fault_04_a_file_that_changes_while_it_is_read_is_noticed(home: Path) -> None:
    """By its size, its time, or because it is gone."""
    first, second = find_deliveries(home, source_of("raw/*.csv")).files
    assert still_settled(first)
    os.utime(first.path, ns=(0, 0))
    assert not still_settled(first)
    second.path.unlink()
    assert not still_settled(second)


def test_fault_20_same_name_other_content_is_another_delivery(home: Path) -> None:
    """A delivery is known by its content."""
    before = find_deliveries(home, source_of("raw/a.csv")).files[0]
    before.path.write_bytes(b"other")
    assert find_deliveries(home, source_of("raw/a.csv")).files[0].sha256 != before.sha256


def test_fault_21_links(home: Path, tmp_path: Path) -> None:
    """Within home they are files; out of home, or to nothing, they are refused."""
    (home / "raw" / "c.csv").symlink_to(home / "raw" / "a.csv")
    assert len(find_deliveries(home, source_of("raw/*.csv")).files) == 3
    (tmp_path / "secret").write_bytes(b"s")
    (home / "raw" / "d.csv").symlink_to(tmp_path / "secret")
    with pytest.raises(SourceError, match=r"raw/d\.csv is a link out of the home folder"):
        find_deliveries(home, source_of("raw/*.csv"))
    (home / "raw" / "d.csv").unlink()
    (home / "raw" / "e.csv").symlink_to(home / "raw" / "nothing")
    with pytest.raises(SourceError, match=r"raw/e\.csv is a link to nothing"):
        find_deliveries(home, source_of("raw/*.csv"))


def test_fault_21_a_folder_that_is_named_may_itself_be_a_link(home: Path, tmp_path: Path) -> None:
    """Whoever writes its name into koe.toml means its files."""
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "x.csv").write_bytes(b"x")
    (home / "linked").symlink_to(tmp_path / "exports")
    assert [file.file for file in find_deliveries(home, source_of("linked/*.csv")).files] == ["linked/x.csv"]


def test_fault_21_pipes_and_sockets_are_refused_without_waiting(home: Path) -> None:
    """A pipe would block the run until somebody writes."""
    os.mkfifo(home / "raw" / "pipe.csv")
    with pytest.raises(SourceError, match=r"raw/pipe\.csv is not a plain file"):
        find_deliveries(home, source_of("raw/*.csv"))
    with pytest.raises(OSError, match="not a plain file"):
        open_plain(home / "raw" / "pipe.csv")
    (home / "raw" / "pipe.csv").unlink()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(home / "raw" / "s.csv"))
        with pytest.raises(SourceError, match="not a plain file"):
            find_deliveries(home, source_of("raw/*.csv"))


def test_fault_21_names(home: Path) -> None:
    """A quote in a name is harmless; line ends and bytes that are no text are refused, shown as ASCII."""
    (home / "raw" / "it's; drop.csv").write_bytes(b"x")
    assert len(find_deliveries(home, source_of("raw/*.csv")).files) == 3
    for name in (b"a\nb.csv", b"\xff.csv"):
        path = home / "raw" / os.fsdecode(name)
        path.write_bytes(b"x")
        with pytest.raises(SourceError, match="file name") as fault:
            find_deliveries(home, source_of("raw/*.csv"))
        assert str(fault.value).isascii()
        path.unlink()


def test_a_source_of_a_database_has_no_files() -> None:
    """Asking for them is a mistake of the caller."""
    source = Source(name="s", kind="reviews", url="postgresql://h/d", query="select 1")
    with pytest.raises(ValueError, match="without a path"):
        find_deliveries(Path(), source)
