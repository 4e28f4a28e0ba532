"""Compressed files: read when whole, broken when they are not, and stopped when they unfold beyond reason."""

import gzip
import zlib
from collections.abc import Callable
from typing import Any

import pytest
import zstandard

from analytics.sources import BrokenFile, decode

Read = Callable[..., tuple[list[dict[str, Any]], list[tuple[int, str]]]]

CONTENT = b"text,at\n" + b"".join(b"%d,2024-05-01\n" % number for number in range(20_000))
PACKED = {
    ".gz": gzip.compress(CONTENT),
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress(CONTENT),
}


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_files_are_read_whole(read: Read, suffix: str) -> None:
    """Several members or frames one after another are one file."""
    rows, rejects = read(PACKED[suffix], name=f"a.csv{suffix}")
    assert (len(rows), rejects) == (20_000, [])
    header, rest = CONTENT[:8], CONTENT[8:]
    pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[suffix]
    assert len(read(pack(header) + pack(rest), name=f"b.csv{suffix}")[0]) == 20_000


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
@pytest.mark.parametrize("lost", [1, 4, 9, 5_000])
def test_fault_06_a_truncated_compressed_file_is_broken(read: Read, suffix: str, lost: int) -> None:
    """Even one lost byte is told, and no row is taken in silence."""
    with pytest.raises(BrokenFile, match="ends in the middle"):
        read(PACKED[suffix][:-lost], name=f"a.csv{suffix}")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_fault_06_a_damaged_compressed_file_is_broken(read: Read, suffix: str) -> None:
    """Flipped bits, garbage after the end, and what was never compressed."""
    packed = PACKED[suffix]
    half = len(packed) // 2
    damaged = packed[:half] + bytes(byte ^ 0x55 for byte in packed[half : half + 40]) + packed[half + 40 :]
    for content in (damaged, packed + b"garbage", b"text,at\nfine,2024-05-01\n", b"x"):
        with pytest.raises(BrokenFile, match=r"damaged|ends in the middle"):
            read(content, name=f"a.csv{suffix}")


def test_fault_02_a_compressed_file_of_nothing_is_broken(read: Read) -> None:
    """The archive is sound, what it holds is nothing."""
    with pytest.raises(BrokenFile, match="empty"):
        read(gzip.compress(b""), name="a.csv.gz")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_fault_07_a_bomb_is_stopped(read: Read, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ratio that no text has ends the reading, once it could do harm."""
    monkeypatch.setattr(decode, "HARMLESS_BYTES", 2_000_000)
    zeros = b"0" * 8_000_000
    pack = {".gz": gzip.compress, ".zst": zstandard.ZstdCompressor().compress}[suffix]
    with pytest.raises(BrokenFile, match="expansion"):
        read(b"".join([pack(b"text,at\n"), pack(zeros)]), name=f"a.csv{suffix}")
    monkeypatch.setattr(decode, "MAX_EXPANDED_BYTES", 100_000)
    with pytest.raises(BrokenFile, match="100000 bytes"):
        read(PACKED[suffix], name=f"a.csv{suffix}")


def test_a_zstd_file_that_asks_for_much_memory_is_broken(read: Read) -> None:
    """The window of a frame is memory that the reader must hold."""
    wide = zstandard.ZstdCompressionParameters(window_log=29, enable_ldm=True)
    stream = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    packed = stream.compress(b"x" * 1_000_000) + stream.flush()
    with pytest.raises(BrokenFile, match="zstd"):
        read(packed, name="a.csv.zst")


def test_deflated_garbage_is_broken(read: Read) -> None:
    """A raw deflate stream is no gzip file."""
    with pytest.raises(BrokenFile, match="gzip"):
        read(zlib.compress(CONTENT), name="a.csv.gz")
