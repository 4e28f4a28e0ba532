"""From the bytes of a file to UTF-8: decompressed within limits, transcoded, each bad byte traceable.

The stream is UTF-8 except where the file breaks its declared encoding: there it holds bytes that are not
valid UTF-8 either (the bad byte itself, or a lone surrogate), so one check downstream serves every encoding,
and `TextStream.locate` says where in the (decompressed) file such a place lies.
"""

import codecs
import gzip
import re
import zlib
from array import array
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator
from io import FileIO
from itertools import chain

import zstandard

from analytics.sources.batches import BrokenFile
from analytics.sources.deliveries import DeliveredFile, open_plain

#: Bytes of decompressed file taken at a time: enough to keep vectorised work busy, little beside any memory.
CHUNK_BYTES = 4 * 1024 * 1024

#: Decompressed size at which a file is no export of a shop any more; streaming it would only fill the disk.
MAX_EXPANDED_BYTES = 256 * 1024**3

#: Expanded over compressed size: text and logs reach 10 to 60, a gzip of zeros 1,032.
MAX_EXPANSION = 250

#: Below this size a high ratio does no harm (a small file of equal lines compresses very well).
HARMLESS_BYTES = 64 * 1024 * 1024

#: Compressed bytes per step of zstd, whose blocks of 4 bytes may each become 128 KiB: 64 MiB at most.
_ZSTD_STEP = 2048

#: Largest window (memory) a zstd frame may ask for; `zstd --ultra -22` asks for this much.
_ZSTD_WINDOW = 128 * 1024 * 1024

#: Bytes that cp932 leaves undefined, and the characters that the codec makes up for them.
_CP932_UNDEFINED = {"\x80": 0x80, "\xa0": 0xA0, "\uf8f1": 0xFD, "\uf8f2": 0xFE, "\uf8f3": 0xFF}

_SURROGATE = re.compile("([\ud800-\udfff])")


def expanded(delivered: DeliveredFile, chunk_bytes: int = CHUNK_BYTES) -> Iterator[bytes]:
    """Yield the decompressed bytes of a file (.gz, .zst or plain); raise BrokenFile if that is impossible."""
    if delivered.size == 0:
        raise BrokenFile("empty: the file has no bytes")
    suffix = delivered.path.suffix.lower()
    try:
        file = open_plain(delivered.path)
    except OSError as fault:
        raise BrokenFile("unreadable: the file vanished or may not be read") from fault
    with file:
        if suffix == ".gz":
            yield from _bounded(_gunzip(file, chunk_bytes), delivered.size)
        elif suffix == ".zst":
            yield from _bounded(_unzstd(file), delivered.size)
        else:
            yield from iter(lambda: file.read(chunk_bytes), b"")


def _gunzip(file: FileIO, chunk_bytes: int) -> Iterator[bytes]:
    """Yield the content of all members of a gzip file."""
    try:
        with gzip.open(file) as content:
            yield from iter(lambda: content.read(chunk_bytes), b"")
    except EOFError as fault:
        raise BrokenFile("gzip: the file ends in the middle of its compressed content") from fault
    except (gzip.BadGzipFile, zlib.error) as fault:
        raise BrokenFile("gzip: the compressed content is damaged") from fault


def _unzstd(file: FileIO) -> Iterator[bytes]:
    """Yield the content of all frames of a zstd file (the library's own stream does not tell truncation)."""
    reader = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    frame = reader.decompressobj()
    begun = False
    try:
        while step := file.read(_ZSTD_STEP):
            while step:
                begun = True
                content = frame.decompress(step)
                step = b""
                if frame.eof:
                    step, begun, frame = frame.unused_data, False, reader.decompressobj()
                if content:
                    yield content
    except zstandard.ZstdError as fault:
        raise BrokenFile("zstd: the compressed content is damaged") from fault
    if begun:
        raise BrokenFile("zstd: the file ends in the middle of its compressed content")


def _bounded(chunks: Iterator[bytes], compressed: int) -> Iterator[bytes]:
    """Pass chunks on until they are more than a file of `compressed` bytes can honestly hold."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_EXPANDED_BYTES:
            raise BrokenFile(f"expansion: more than {MAX_EXPANDED_BYTES} bytes after decompression")
        if size > HARMLESS_BYTES and size > MAX_EXPANSION * compressed:
            raise BrokenFile(f"expansion: more than {MAX_EXPANSION} times its compressed size")
        yield chunk


class TextStream:
    """The content of a file as UTF-8 in chunks, and the way back from a bad place to the file's bytes."""

    def __init__(self, chunks: Iterator[bytes], encoding: str) -> None:
        """Read `chunks` as `encoding` (one of Source.encoding); a byte order mark at the start is dropped."""
        self._chunks = chunks
        self._encoding = encoding
        self._mark = 0
        self._raw = 0
        self._size = 0
        self._bad: deque[tuple[int, array[int], array[int], bytes]] = deque()
        self._codec = codecs.getincrementaldecoder(encoding)("surrogateescape")

    def __iter__(self) -> Iterator[bytes]:
        """Yield UTF-8 chunks, never an empty one."""
        if self._encoding == "utf-8":
            yield from self._unmarked()
            return
        if self._encoding == "utf-16":
            self._find_byte_order()
        for chunk in self._chunks:
            yield from self._transcoded(chunk)
        yield from self._last()

    def locate(self, offset: int, byte: int) -> tuple[int, int]:
        """Return (offset in the decompressed file, byte) of the bad place at `offset` of this stream.

        `byte` is what this stream holds there. Places must be asked for in rising order.
        """
        self.forget(offset)
        if not self._bad:
            return offset + self._mark, byte
        _, places, origins, bytes_there = self._bad[0]
        at = bisect_left(places, offset)
        return origins[at], bytes_there[at]

    def forget(self, offset: int) -> None:
        """Drop what is known of places before `offset`."""
        while self._bad and self._bad[0][0] <= offset:
            self._bad.popleft()

    def _unmarked(self) -> Iterator[bytes]:
        """Yield the chunks of a UTF-8 file as they are, without a byte order mark."""
        start = self._peek(len(codecs.BOM_UTF8))
        if start == codecs.BOM_UTF8:
            self._mark = len(start)
        skip = self._mark
        for chunk in self._chunks:
            if chunk[skip:]:
                yield chunk[skip:]
            skip = max(0, skip - len(chunk))

    def _find_byte_order(self) -> None:
        """Choose the decoder by the mark at the start; without one, little endian as Windows writes it."""
        start = self._peek(len(codecs.BOM_UTF16))
        if start in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            self._mark = len(start)
        name = "utf-16-be" if start == codecs.BOM_UTF16_BE else "utf-16-le"
        self._codec = codecs.getincrementaldecoder(name)("surrogatepass")

    def _peek(self, count: int) -> bytes:
        """Return the first `count` bytes of the file, and leave them in its chunks."""
        taken = b""
        for chunk in self._chunks:
            taken += chunk
            if len(taken) >= count:
                break
        self._chunks = chain([taken] if taken else [], self._chunks)
        return taken[:count]

    def _transcoded(self, chunk: bytes) -> Iterator[bytes]:
        """Yield one chunk of another encoding as UTF-8, noting its bad places."""
        pending = self._codec.getstate()[0]
        start = self._raw - len(pending)
        whole = pending + chunk
        text = self._codec.decode(chunk)
        self._raw += len(chunk)
        if start == 0 and self._mark and text:
            text, start, whole = text[1:], self._mark, whole[self._mark :]
        if self._encoding == "cp932":
            for made_up, byte in _CP932_UNDEFINED.items():
                text = text.replace(made_up, chr(0xDC00 + byte))
        yield from self._encoded(text, start, whole, 2 if self._encoding == "utf-16" else 1)

    def _last(self) -> Iterator[bytes]:
        """Yield half a character at the end of the file as lone surrogates, so that it is refused."""
        pending = self._codec.getstate()[0]
        text = "".join(chr(0xDC00 + byte) for byte in pending)
        yield from self._encoded(text, self._raw - len(pending), pending, 1)

    def _encoded(self, text: str, start: int, raw: bytes, width: int) -> Iterator[bytes]:
        """Yield `text`, decoded from `raw` at offset `start`, as UTF-8; a bad place took `width` bytes."""
        if not text:
            return
        try:
            chunk = text.encode()
        except UnicodeEncodeError:
            chunk = text.encode("utf-8", "surrogatepass")
            self._note(text, start, raw, width)
        self._size += len(chunk)
        yield chunk

    def _note(self, text: str, start: int, raw: bytes, width: int) -> None:
        """Remember where the lone surrogates of `text` lie in this stream and in the file."""
        codec = "utf-16-le" if self._encoding == "utf-16" else self._encoding
        places, origins = array("q"), array("q")
        place, origin = self._size, start
        sound, *rest = _SURROGATE.split(text)
        for sound_after in rest[1::2]:
            place += len(sound.encode())
            origin += len(sound.encode(codec))
            places.append(place)
            origins.append(origin)
            place, origin = place + 3, origin + width
            sound = sound_after
        bytes_there = bytes(raw[origin - start] for origin in origins)
        self._bad.append((self._size + len(text.encode("utf-8", "surrogatepass")), places, origins, bytes_there))
