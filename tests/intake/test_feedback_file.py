"""Feedback files as spreadsheets and programs write them, whole and broken."""

import gzip
import io
import json
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import LANGUAGES
from connectors.feedback_file import FeedbackFileUnreadable, Line, read_feedback
from connectors.feedback_json import LARGEST_DOCUMENT_MB

REAL_FEEDBACK = Path(__file__).parents[3] / "shared" / "data" / "feedback"

TWO = [{"texte": "Débité; deux fois", "note": "2/10"}, {"texte": "été 😀", "note": "9/10"}]


def lines_in(content: bytes) -> list[Line]:
    with read_feedback("-", standard_input=io.BytesIO(content)) as lines:
        read = list(lines)
    for problem in (line.problem for line in read if line.problem):
        assert all(problem.sentence(language) for language in LANGUAGES)
    return read


def records_in(content: bytes) -> list[Any]:
    return [line.record for line in lines_in(content)]


def outcome(content: bytes) -> list[tuple[int, Any]]:
    """Return line numbers, each with its record or with the key of its problem."""
    return [
        (line.number, line.problem.problem_key if line.problem else line.record)
        for line in lines_in(content)
    ]


def why_unreadable(content: bytes) -> str:
    with pytest.raises(FeedbackFileUnreadable) as unreadable:
        lines_in(content)
    for language in LANGUAGES:
        assert "stdin" in unreadable.value.problem.sentence(language)
    return unreadable.value.problem.problem_key


# How spreadsheets save a table.


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: gzip.compress(text.encode()),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_table_is_read_whatever_its_separator_encoding_and_line_ends(
    separator: str, encode: Callable[[str], bytes], end: str
) -> None:
    rows = ["texte,note", '"Débité; deux fois",2/10', "été 😀,9/10"]
    table = end.join(rows).replace(",", separator) + end

    assert records_in(encode(table)) == TWO


def test_a_table_in_windows_1252_is_read() -> None:
    table = "text;score\r\nrien d’accentué ; avant;9\r\n".replace(" ; ", " ")
    later = "“Débité” 39 €;2\r\n"

    read = records_in((table + later).encode("cp1252"))

    assert [record["text"] for record in read] == ["rien d’accentué avant", "“Débité” 39 €"]


def test_line_ends_inside_quotes_are_kept_and_the_lines_stay_numbered() -> None:
    table = b'text,score\r\n"one\r\n\r\nthree",9\r\n\r\n"say ""hi""",8\r\n'

    assert outcome(table) == [
        (2, {"text": "one\r\n\r\nthree", "score": "9"}),
        (6, {"text": 'say "hi"', "score": "8"}),
    ]


def test_excel_s_own_line_about_the_separator_is_believed() -> None:
    assert outcome(b"sep=;\r\ntext;a,b,c\r\nx,y;z\r\n") == [(3, {"text": "x,y", "a,b,c": "z"})]


def test_a_column_alone_has_no_separator() -> None:
    table = "Verbatim\nBonjour, ça va ; et vous | ici\n".encode()

    assert records_in(table) == [{"Verbatim": "Bonjour, ça va ; et vous | ici"}]


def test_rows_with_too_few_or_too_many_cells_are_named_and_the_rest_goes_on() -> None:
    table = b"text,score,id\na,9\nb,c,9,1\nc,9,1,\n,,\nd,8,2\n"

    assert outcome(table) == [
        (2, "intake-line-too-few-cells"),
        (3, "intake-line-too-many-cells"),
        (4, {"text": "c", "score": "9", "id": "1"}),
        (6, {"text": "d", "score": "8", "id": "2"}),
    ]
    assert lines_in(table)[1].as_read == {"text": "b", "score": "c", "id": "9", "column 4": "1"}


@pytest.mark.parametrize("rows_after", [2, 40_000])
def test_a_quote_left_open_loses_its_own_line_only(rows_after: int) -> None:
    table = b'text,score\na,1\n"b,2\n' + b"c,3\n" * rows_after

    read = outcome(table)

    assert read[:2] == [(2, {"text": "a", "score": "1"}), (3, "intake-line-quote-open")]
    assert read[2:] == [
        (number, {"text": "c", "score": "3"}) for number in range(4, 4 + rows_after)
    ]


def test_a_line_in_another_encoding_is_refused_alone() -> None:
    mixed = "text\nété\n".encode() + "été\n".encode("cp1252") + b"ok\n"

    assert outcome(mixed) == [
        (2, {"text": "été"}),
        (3, "intake-line-not-utf8"),
        (4, {"text": "ok"}),
    ]


def test_a_nul_is_handed_on_for_the_record_to_refuse() -> None:
    assert records_in(b"text,score\na\0b,9\n") == [{"text": "a\0b", "score": "9"}]


def test_a_table_without_a_header_or_with_twin_columns_is_refused_whole() -> None:
    assert why_unreadable(b"Bonjour,9\nMerci,8\n") == "intake-file-header-missing"
    assert why_unreadable(b"text,score,text\na,9,b\n") == "intake-file-same-columns"


def test_columns_without_a_name_are_kept_by_their_place() -> None:
    assert records_in(b"text,,\na,b,\n") == [{"text": "a", "column 2": "b", "column 3": ""}]


# How programs write JSON.


def test_json_lines_go_on_after_a_broken_one() -> None:
    content = b'{"text": "a"}\n\n{"text":\n[1]\n"b"\n{"text": "c", "score": NaN}\n{"text": "d"}'

    assert outcome(content) == [
        (1, {"text": "a"}),
        (3, "intake-line-not-json"),
        (4, "intake-line-not-an-object"),
        (5, "intake-line-not-an-object"),
        (6, {"text": "c", "score": None}),
        (7, {"text": "d"}),
    ]


@pytest.mark.parametrize(
    "content",
    [
        '[{"text": "a"}, {"text": "b"}]',
        '[\n  {"text": "a"},\n  {"text": "b"}\n]\n',
        '{"feedback": [{"text": "a"}, {"text": "b"}]}',
        '{"made_at": {"by": 1},\n "feedback": [\n{"text": "a"},\n{"text": "b"}\n]}',
        '{"feedback": [{"text": "a"},\n{"text": "b"}\n], "total": 2}',
        '{\n"text": "a"\n}\n{\n"text": "b"\n}',
        '[{"text": "a"}]\n[{"text": "b"}]',
        '{"feedback": [{"text": "a"},' + " " * 100_000 + '{"text": "b"}]}',
        '{"text": "a"' + " " * 100_000 + '}\n{"text": "b"}',
        '\ufeff{"text": "a"}\r\n{"text": "b"}\r\n',
    ],
)
def test_records_in_json_are_found_however_they_are_wrapped(content: str) -> None:
    assert records_in(content.encode()) == [{"text": "a"}, {"text": "b"}]


def test_one_object_is_one_record() -> None:
    assert outcome(b'\n{\n "text": "a",\n "x": {"feedback": 1}\n}') == [
        (2, {"text": "a", "x": {"feedback": 1}})
    ]


def test_what_comes_before_a_fault_in_a_document_is_read() -> None:
    content = b'[\n {"text": "a"},\n 3,\n {"text": b},\n {"text": "c"}]'

    assert outcome(content) == [
        (2, {"text": "a"}),
        (3, "intake-line-not-an-object"),
        (4, "intake-line-document-broken"),
    ]


@pytest.mark.parametrize(
    "content", [b"[" * 100_000, b'{\n"a":' * 100_000, b'[{"a": ' + b"[" * 9_999]
)
def test_nesting_without_end_is_a_reason_and_no_crash(content: bytes) -> None:
    assert [key for _, key in outcome(content)] == ["intake-line-document-broken"]


def test_a_line_of_json_nested_without_end_is_refused_alone() -> None:
    content = b'{"text": "a"}\n' + b'{"a":' * 50_000 + b"\n" + b'{"text": "b"}\n'

    assert outcome(content) == [
        (1, {"text": "a"}),
        (2, "intake-line-not-json"),
        (3, {"text": "b"}),
    ]


def test_numbers_beyond_all_bounds_are_refused_alone() -> None:
    content = b'{"text": "a", "score": 1' + b"0" * 5_000 + b'}\n{"text": "b"}\n'

    assert outcome(content) == [(1, "intake-line-not-json"), (2, {"text": "b"})]


def test_a_line_without_end_is_refused_alone() -> None:
    content = b'{"text": "' + b"a" * 3_000_000 + b'"}\n{"text": "b"}\n'

    assert outcome(content) == [(1, "intake-line-too-long"), (2, {"text": "b"})]


def test_a_document_too_large_for_memory_is_sent_to_json_lines() -> None:
    class Endless(io.RawIOBase):
        """A list that is larger than may be held, made up while it is read."""

        left = LARGEST_DOCUMENT_MB * 1_000_000

        def read(self, size: int = -1) -> bytes:
            self.left -= size
            return b"[" + b" " * (size - 1) if self.left > -1_000_000 else b""

    with pytest.raises(FeedbackFileUnreadable) as unreadable:
        read_feedback("-", standard_input=Endless())  # type: ignore[arg-type]

    assert unreadable.value.problem.problem_key == "intake-file-document-too-large"


# Files that are none, or not whole.


def test_a_packed_file_cut_in_half_gives_its_first_half_and_says_so() -> None:
    shuffled = random.Random(1)  # noqa: S311 only its text matters
    texts = ["".join(shuffled.choices("abcdefgh ", k=200)) for _ in range(2_000)]
    packed = gzip.compress("\n".join(json.dumps({"text": text}) for text in texts).encode())

    read = lines_in(packed[: len(packed) // 2])

    good, last = read[:-1], read[-1]
    assert len(good) > 900
    assert [line.record for line in good] == [{"text": text} for text in texts[: len(good)]]
    assert last.problem is not None
    assert last.problem.problem_key == "intake-line-file-broken"
    assert last.number == len(good) + 1


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "intake-file-empty"),
        (b" \r\n \n", "intake-file-empty"),
        (b"\xef\xbb\xbf", "intake-file-empty"),
        (gzip.compress(b"", mtime=0), "intake-file-empty"),
        (gzip.compress(b"text\na\n", mtime=0)[:12], "intake-file-broken"),
        (b"\x1f\x8bnonsense", "intake-file-broken"),
        (b"PK\x03\x04rest of a workbook", "intake-file-foreign"),
        (b"%PDF-1.7", "intake-file-foreign"),
        (b"BZh91AY", "intake-file-foreign"),
        (b"42", "intake-file-header-missing"),
        (bytes(range(256)), "intake-file-header-missing"),
    ],
)
def test_a_file_that_is_no_feedback_is_refused_with_the_reason(content: bytes, key: str) -> None:
    assert why_unreadable(content) == key


def test_a_missing_file_a_folder_and_a_device_that_fails_are_told_apart(tmp_path: Path) -> None:
    def key_of(path: Path) -> str:
        with pytest.raises(FeedbackFileUnreadable) as unreadable:
            read_feedback(path)
        return unreadable.value.problem.problem_key

    assert key_of(tmp_path / "none.csv") == "intake-file-missing"
    assert key_of(tmp_path) == "intake-file-folder"
    assert key_of(tmp_path / ("x" * 300)) == "intake-file-unreadable"


def test_the_content_wins_over_the_name_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_bytes(gzip.compress(b'{"text": "a"}\n'))

    with read_feedback(file) as lines:
        assert [line.record for line in lines] == [{"text": "a"}]


def test_how_far_it_got_is_told_in_bytes_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "feedback.csv"
    file.write_bytes(b"text\n" + b"words\n" * 100_000)

    with read_feedback(file) as lines:
        next(lines)
        early = lines.bytes_read
        for _ in lines:
            pass

        assert 0 < early < lines.bytes_read == lines.size == file.stat().st_size


def test_standard_input_stays_open() -> None:
    stream = io.BytesIO(b"text\na\n")

    with read_feedback("-", standard_input=stream) as lines:
        assert lines.size is None
        list(lines)

    assert not stream.closed


@pytest.mark.parametrize("row", [b'"some words",9/10\n', b'{"text": "some words"}\n'])
def test_a_long_file_needs_no_more_memory_than_a_short_one(tmp_path: Path, row: bytes) -> None:
    file = tmp_path / "feedback"
    file.write_bytes((b"" if row.startswith(b"{") else b"text,score\n") + row * 50_000)

    tracemalloc.start()
    with read_feedback(file) as lines:
        count = sum(1 for _ in lines)
        _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 50_000
    assert most < 2_000_000  # the file has about a million bytes; its records would be 15 million


@pytest.mark.parametrize(
    ("name", "count"), [("services_publics_fr", 800), ("patient_survey_en", 5_069)]
)
def test_real_feedback_is_read_to_the_last_line(name: str, count: int) -> None:
    file = REAL_FEEDBACK / f"{name}.jsonl"
    if not file.exists():
        pytest.skip("the shared real feedback is not beside this checkout")

    with read_feedback(file) as lines:
        read = list(lines)

    assert [line.number for line in read] == list(range(1, count + 1))
    assert all(line.record for line in read)


@given(st.binary(max_size=400) | st.text(st.characters(codec="utf-8")).map(str.encode))
def test_no_bytes_are_ever_a_crash(content: bytes) -> None:
    for beginning in (b"", b"text,score\n", b'{"text": "', b"[", b"\xff\xfe", b"\x1f\x8b\x08"):
        try:
            lines = lines_in(beginning + content)
        except FeedbackFileUnreadable:
            continue
        assert all((line.record is None) != (line.problem is None) for line in lines)
