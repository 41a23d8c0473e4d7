"""The numbered lines of a text file of unknown encoding, one at a time in memory.

Spreadsheets write UTF-8 with or without a mark, Windows-1252, or UTF-16 with a mark. The first
line with an accent in it tells UTF-8 from Windows-1252, whose accents are never valid UTF-8.
"""

import codecs
import gzip
import io
import zlib
from collections import deque
from collections.abc import Iterable
from typing import Any, BinaryIO, NamedTuple

# The longest text of a record (40,000 characters) written in JSON with every sign as two escapes
# of six makes 480,000; as much again for its other fields.
LONGEST_LINE = 1_000_000

_BUFFER = 64 * 1024
_NEWLINES = ("\n", "\r")


class FileTooLarge(Exception):
    """A file that has to be held in memory whole is larger than that allows."""


class TextLine(NamedTuple):
    """A line with its end; `problem_key` says why it cannot be trusted, where that is so."""

    number: int
    text: str
    problem_key: str | None = None


class CountedStream(io.RawIOBase):
    """A stream of bytes that counts what was read of it, and lets its beginning be seen first."""

    def __init__(self, stream: BinaryIO, *, size: int | None, keep_open: bool = False) -> None:
        self.bytes_read = 0
        self.size = size
        self._stream = stream
        self._keep_open = keep_open
        self._waiting = b""

    def beginning(self, length: int = 8) -> bytes:
        """Return the first bytes without taking them; fewer only where the file is shorter."""
        while len(self._waiting) < length and (more := self._stream.read(length)):
            self._waiting += more
        return self._waiting[:length]

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]
        """Fill a buffer and return how many bytes it got; 0 at the end."""
        bytes_ = self._waiting[: len(buffer)]
        self._waiting = self._waiting[len(bytes_) :]
        bytes_ += self._stream.read(len(buffer) - len(bytes_))
        buffer[: len(bytes_)] = bytes_
        self.bytes_read += len(bytes_)
        return len(bytes_)

    def close(self) -> None:
        """Close the stream, unless it belongs to somebody else."""
        if not self._keep_open:
            self._stream.close()
        super().close()


class TextLines:
    """The lines of a file, one after the other; some can be put back.

    `is_broken` is true once the file broke off: a packed file that was cut, a disk that fails.
    """

    def __init__(self, stream: io.RawIOBase | gzip.GzipFile) -> None:
        buffered = io.BufferedReader(stream, _BUFFER)
        self.is_broken = False
        self._put_back: deque[TextLine] = deque()
        self._number = 0
        self._encoding: str | None = None
        self.beginning = self._look(buffered)
        # Latin-1 hands every byte on as it is: lines are cut first and decoded one by one.
        self._file = io.TextIOWrapper(
            buffered,
            encoding=self._encoding if self._encoding == "utf-16" else "latin-1",
            errors="surrogatepass" if self._encoding == "utf-16" else "strict",
            newline="",
        )

    def next(self) -> TextLine | None:
        """Return the next line, or None at the end."""
        if self._put_back:
            return self._put_back.popleft()
        raw = self._read(LONGEST_LINE)
        if not raw:
            return None
        self._number += 1
        if len(raw) == LONGEST_LINE and not raw.endswith(_NEWLINES):
            self._skip_rest()
            return TextLine(self._number, raw[:1000] + "\n", "intake-line-too-long")
        return self._decoded(raw)

    def put_back(self, lines: Iterable[TextLine]) -> None:
        """Let lines come again, in their order."""
        self._put_back.extendleft(reversed(list(lines)))

    def number(self) -> int:
        """Return the number of the last line that was read."""
        return self._number

    def everything(self, *, at_most: int) -> TextLine:
        """Return all that is left as one line. Raises `FileTooLarge`."""
        pieces, length = [], 0
        while piece := self._read(_BUFFER):
            length += len(piece)
            if length > at_most:
                raise FileTooLarge
            pieces.append(piece)
        text = "".join(pieces)
        self._number += text.count("\n")
        return self._decoded(text)

    def _look(self, buffered: "io.BufferedReader[Any]") -> str:
        try:
            bytes_ = buffered.peek(_BUFFER)
        except (EOFError, OSError, zlib.error):
            self.is_broken = True
            return ""
        if bytes_.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self._encoding = "utf-16"
            return codecs.getincrementaldecoder("utf-16")("replace").decode(bytes_)
        if bytes_.startswith(codecs.BOM_UTF8):
            self._encoding = "utf-8"
            bytes_ = bytes_[buffered.readinto(bytearray(3)) :]
        try:
            return codecs.getincrementaldecoder("utf-8")().decode(bytes_)
        except UnicodeDecodeError:
            return bytes_.decode("cp1252", "replace")

    def _read(self, length: int) -> str:
        if self.is_broken:
            return ""
        try:
            return self._file.readline(length)
        except (EOFError, OSError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError):
            self.is_broken = True
            return ""

    def _skip_rest(self) -> None:
        while (piece := self._read(_BUFFER)) and not piece.endswith(_NEWLINES):
            pass

    def _decoded(self, raw: str) -> TextLine:
        if self._encoding == "utf-16" or raw.isascii():
            return TextLine(self._number, raw)
        bytes_ = raw.encode("latin-1")
        encodings = [self._encoding] if self._encoding else ["utf-8", "cp1252"]
        for encoding in encodings:
            try:
                text = bytes_.decode(encoding)
            except UnicodeDecodeError:
                continue
            self._encoding = encoding
            return TextLine(self._number, text)
        was_utf8 = self._encoding == "utf-8"
        return TextLine(
            self._number,
            bytes_.decode("cp1252", "replace"),
            "intake-line-not-utf8" if was_utf8 else "intake-line-unknown-encoding",
        )
