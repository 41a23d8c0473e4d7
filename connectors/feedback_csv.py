"""Feedback in rows of cells, as spreadsheets and survey tools write them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator

from bot.record_fields import field_of
from bot.record_values import shown
from connectors.feedback_line import FeedbackFileUnreadable, Line, line_of, line_refused
from connectors.text_lines import TextLine, TextLines

_SEPARATORS = ",;\t|"
# Stands in no file: a column alone has no separator, whatever its text holds.
_NO_SEPARATOR = "\x1f"

# Excel's own first line, which says how the cells are parted.
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<sign>[^"\r\n])"?\s*(?:\r\n|\r|\n)', re.IGNORECASE)


def read_csv(lines: TextLines, *, name: str) -> Iterator[Line]:
    """Find the separator and the header, then return the lines below.

    Raises `FeedbackFileUnreadable` when the first row is no header.
    """
    told = _SEPARATOR_LINE.match(lines.beginning)
    if told:
        lines.next()
    rows = _Rows(lines, separator=told["sign"] if told else _separator_in(lines.beginning))
    header = next((row for row in rows if not row.is_blank()), None)
    if header is None:
        raise FeedbackFileUnreadable("intake-file-empty", file=name)
    return _below(_columns(header, name=name), rows)


class _Row:
    """The cells of a record, the line where it begins, and what is wrong with it as a whole."""

    def __init__(self, number: int, cells: list[str], problem_key: str | None = None) -> None:
        self.number = number
        self.cells = cells
        self.problem_key = problem_key

    def is_blank(self) -> bool:
        return self.problem_key is None and not any(cell.strip() for cell in self.cells)


class _Rows:
    """Rows from lines: cells may hold line ends, and a quote left open loses one line only."""

    def __init__(self, lines: TextLines, *, separator: str) -> None:
        self._lines = lines
        self._pulled: list[TextLine] = []
        self._is_cut = False
        self._reader = csv.reader(_Feed(self._pull), delimiter=separator)

    def __iter__(self) -> Iterator[_Row]:
        return self

    def __next__(self) -> _Row:
        self._pulled.clear()
        self._is_cut = False
        try:
            cells = next(self._reader)
        except csv.Error:  # a cell longer than the reader takes
            self._is_cut = True
            cells = []
        first = self._pulled[0]
        if self._is_cut:
            self._lines.put_back(self._pulled[1:])
            return _Row(first.number, [first.text.rstrip("\r\n")], "intake-line-quote-open")
        problem_key = next((line.problem_key for line in self._pulled if line.problem_key), None)
        return _Row(first.number, cells, problem_key)

    def _pull(self) -> str:
        line = self._lines.next()
        if line is None:
            self._is_cut = bool(self._pulled)
            raise StopIteration
        self._pulled.append(line)
        return line.text


class _Feed:
    """Hands lines to the csv reader one at a time, and again after an end that was none."""

    def __init__(self, pull: Callable[[], str]) -> None:
        self._pull = pull

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return self._pull()


def _separator_in(beginning: str) -> str:
    """Return the sign that parts the first row into the most columns we know, or at all."""

    def worth(separator: str) -> tuple[int, int]:
        cells = next(csv.reader(io.StringIO(beginning.lstrip(), newline=""), delimiter=separator))
        return sum(field_of(cell) is not None for cell in cells), len(cells)

    best = max(_SEPARATORS, key=worth)
    return best if worth(best)[1] > 1 else _NO_SEPARATOR


def _columns(header: _Row, *, name: str) -> list[str]:
    if not any(field_of(cell) in ("text", "score") for cell in header.cells):
        line = shown(" ".join(header.cells))
        raise FeedbackFileUnreadable("intake-file-header-missing", file=name, line=line)
    named = Counter(cell.strip() for cell in header.cells if cell.strip())
    twice = [column for column, times in named.items() if times > 1]
    if twice:
        columns = shown(", ".join(twice))
        raise FeedbackFileUnreadable("intake-file-same-columns", file=name, columns=columns)
    # A column without a name is kept under its place: what stands in it may matter to somebody.
    return [cell.strip() or f"column {place}" for place, cell in enumerate(header.cells, start=1)]


def _below(columns: list[str], rows: _Rows) -> Iterator[Line]:
    for row in rows:
        if not row.is_blank():
            yield _line(columns, row)


def _line(columns: list[str], row: _Row) -> Line:
    beyond = {
        f"column {place}": cell
        for place, cell in enumerate(row.cells[len(columns) :], start=len(columns) + 1)
        if cell.strip()
    }
    cells = dict(zip(columns, row.cells, strict=False))
    as_read = {**cells, **beyond}
    counts = {"found": len(row.cells), "expected": len(columns)}
    if row.problem_key:
        return line_refused(row.number, row.problem_key, as_read=as_read)
    if len(row.cells) < len(columns):
        return line_refused(row.number, "intake-line-too-few-cells", as_read=as_read, **counts)
    if beyond:
        return line_refused(row.number, "intake-line-too-many-cells", as_read=as_read, **counts)
    return line_of(row.number, cells)
