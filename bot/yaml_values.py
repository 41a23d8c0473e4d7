"""A YAML text as values that know their line and key, and gather every mistake found in them."""

import difflib
import io
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.wording import say

T = TypeVar("T")

# The largest map anybody has written by hand is a tenth of this: beyond it, it is another file.
MOST_CHARACTERS = 500_000
# The deepest value of a journey map lies six levels down.
DEEPEST = 20
# Signs that the parser in C takes for the end of a line, and editors do not.
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
# What is quoted back of a wrong value.
LONGEST_QUOTE = 60


@dataclass(frozen=True)
class Mistake:
    """One mistake in a file: where it stands, and which sentence says it with which words."""

    file: str
    line: int
    key: str
    problem: str
    names: Mapping[str, str] = field(default_factory=dict)

    def say(self, language: str) -> str:
        """Say file, line, key, what is wrong and the cure, in one line."""
        place = say(language, "journey-line", file=self.file, line=str(self.line))
        subject = f"{self.key}{say(language, 'journey-colon')}" if self.key else ""
        return f"{place} {subject}{say(language, self.problem, **self.names)}"


class BrokenText(Exception):
    """A text cannot be read as YAML at all; holds the one mistake that says why."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.problem)
        self.mistake = mistake


@dataclass(frozen=True)
class _Scalar:
    text: str
    is_plain: bool
    line: int


@dataclass
class _List:
    line: int
    items: list["_Node"] = field(default_factory=list)


@dataclass
class _Map:
    line: int
    # Pairs, because a key may stand there twice.
    items: list["_Node"] = field(default_factory=list)


_Node = _Scalar | _List | _Map


@dataclass(frozen=True)
class Value:
    """A value of the file, its line and the path of its key; `node` is None where it is absent.

    Each reading method returns what the file says; a wrong value is added to `mistakes` and read
    as the default, so that one pass finds every mistake.
    """

    node: _Node | None
    line: int
    key: str
    file: str
    mistakes: list[Mistake]

    @property
    def is_there(self) -> bool:
        """Tell whether the file has this key, whatever it says."""
        return self.node is not None

    @property
    def is_empty_list(self) -> bool:
        """Tell whether the value is a list with nothing in it."""
        return isinstance(self.node, _List) and not self.node.items

    @property
    def is_list(self) -> bool:
        """Tell whether the value is a list, however long."""
        return isinstance(self.node, _List)

    @property
    def is_text(self) -> bool:
        """Tell whether the value is a single text, neither list nor mapping."""
        return isinstance(self.node, _Scalar)

    def refuse(self, problem: str, **names: str) -> None:
        """Add a mistake about this value."""
        quoted = {name: _quoted(text) for name, text in names.items()}
        self.mistakes.append(Mistake(self.file, self.line, self.key, problem, quoted))

    def refuse_word(self, problem: str, given: str, *, among: Iterable[str]) -> None:
        """Add a mistake about a word that is none of those allowed, with the nearest of them.

        `problem` names the sentence that lists all words; `problem`-nearest the one that asks
        whether the nearest was meant.
        """
        words = list(dict.fromkeys(among))
        near = difflib.get_close_matches(given[:100], words, n=1, cutoff=0.6)
        if near:
            self.refuse(f"{problem}-nearest", given=given, nearest=near[0])
        else:
            self.mistakes.append(
                Mistake(
                    self.file,
                    self.line,
                    self.key,
                    problem,
                    {"given": _quoted(given), "allowed": ", ".join(words)},
                )
            )

    def fields(
        self, *, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()
    ) -> "Fields":
        """Read a mapping with known keys; missing, unknown and repeated ones are mistakes."""
        found = self.entries()
        allowed = (*required, *optional)
        for key, value in found.items():
            if key not in allowed:
                value.refuse_word("journey-unknown-key", key, among=allowed)
        if isinstance(self.node, _Map):
            for key in required:
                if key not in found:
                    self.child(key, None, self.line).refuse("journey-missing-key", missing=key)
        return Fields(self, found)

    def entries(self) -> dict[str, "Value"]:
        """Read a mapping with free keys; repeated and unreadable keys are mistakes."""
        if self.node is None:
            return {}
        if not isinstance(self.node, _Map):
            self.refuse("journey-empty" if self.is_empty else "journey-not-a-mapping")
            return {}
        found: dict[str, Value] = {}
        for key_node, node in zip(self.node.items[::2], self.node.items[1::2], strict=True):
            if not isinstance(key_node, _Scalar):
                self.child("?", key_node, key_node.line).refuse("journey-strange-key")
                continue
            value = self.child(key_node.text, node, key_node.line)
            if key_node.text in found:
                value.refuse("journey-repeated-key", first=str(found[key_node.text].line))
            else:
                found[key_node.text] = value
        return found

    def items(self, *, called: str = "") -> list["Value"]:
        """Read a list; its values are numbered from 1, or called by what they say under a key."""
        if self.node is None:
            return []
        if not isinstance(self.node, _List):
            self.refuse("journey-empty" if self.is_empty else "journey-not-a-list")
            return []
        return [
            self.child(_called(node, called) or str(number), node, node.line)
            for number, node in enumerate(self.node.items, start=1)
        ]

    def text(self, default: str = "") -> str:
        """Read a text on one or more lines, without the spaces around it."""
        if self.node is None:
            return default
        if self.is_empty:
            self.refuse("journey-empty")
            return default
        if not isinstance(self.node, _Scalar):
            self.refuse("journey-not-a-text")
            return default
        return self.node.text.strip()

    def flag(self) -> bool:
        """Read true or false; absent is false."""
        if self.node is None:
            return False
        given = self.node.text if isinstance(self.node, _Scalar) else ""
        if given.lower() not in {"true", "false"}:
            self.refuse("journey-not-a-flag", given=given)
        return given.lower() == "true"

    def whole(self, default: int, *, least: int, most: int) -> int:
        """Read a whole number between two bounds, both included."""
        given = self.text()
        # Nine digits are more than any bound, and int() of a longer text may refuse.
        if re.fullmatch(r"[0-9]{1,9}", given) and least <= int(given) <= most:
            return int(given)
        if given:
            self.refuse(
                "journey-not-a-whole-number", given=given, least=str(least), most=str(most)
            )
        return default

    def share(self, default: float) -> float:
        """Read a share: "90 %", "90%", or a number from 0 to 1."""
        given = self.text()
        if re.fullmatch(r"0(\.[0-9]{1,9})?|1(\.0{1,9})?", given):
            return float(given)
        percent = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*%", given)
        if percent and float(percent[1].replace(",", ".")) <= 100:
            return float(percent[1].replace(",", ".")) / 100
        if given:
            self.refuse("journey-not-a-share", given=given)
        return default

    def one_of(self, words: tuple[T, ...], default: T) -> T:
        """Read one of a few words."""
        given = self.text()
        for word in words:
            if word == given:
                return word
        if given:
            self.refuse_word("journey-unknown-word", given, among=[str(word) for word in words])
        return default

    def parsed(
        self,
        parse: Callable[[str], T],
        default: T,
        *,
        refusal: type[Exception],
        problem: str,
    ) -> T:
        """Read a text that `parse` understands; its `refusal` is a mistake."""
        given = self.text()
        if not given:
            return default
        try:
            return parse(given)
        except refusal:
            self.refuse(problem, given=given)
            return default

    def child(self, key: str, node: _Node | None, line: int) -> "Value":
        """Return a value one level down."""
        path = f"{self.key}.{_quoted(key)}" if self.key else _quoted(key)
        return Value(node, line, path, self.file, self.mistakes)

    @property
    def is_empty(self) -> bool:
        """Tell whether the file has this key and says nothing under it."""
        node = self.node
        if not isinstance(node, _Scalar):
            return False
        return not node.text.strip() or (node.is_plain and node.text in {"~", "null"})


def _called(node: _Node, key: str) -> str:
    if not isinstance(node, _Map):
        return ""
    for name, value in zip(node.items[::2], node.items[1::2], strict=True):
        if isinstance(name, _Scalar) and name.text == key and isinstance(value, _Scalar):
            return value.text
    return ""


class Fields:
    """The keys of a mapping; one that the file does not have is an absent value."""

    def __init__(self, of: Value, found: Mapping[str, Value]) -> None:
        self._of = of
        self._found = found

    def __getitem__(self, key: str) -> Value:
        return self._found.get(key) or self._of.child(key, None, self._of.line)


def read_yaml(text: str, *, file: str) -> Value:
    """Return the one value a YAML text holds. Raises `BrokenText`, which says line and cure."""
    if len(text) > MOST_CHARACTERS:
        raise _broken(file, 1, "journey-too-large")
    root = _read_at_once(text, file) or _read_with_care(text, file)
    return Value(root, root.line, "", file, [])


def _read_at_once(text: str, file: str) -> _Node | None:
    """Read a text by the parser in C, twenty times as fast; None where it finds a mistake."""
    if _ODD_BREAK.search(text):
        return None
    try:
        return _Builder(file).built_of(YAML(typ="safe").parse(io.StringIO(text)))
    except (YAMLError, ValueError, OverflowError):
        return None


def _read_with_care(text: str, file: str) -> _Node:
    """Read a text by the parser in Python, whose words for each mistake we know."""
    builder = _Builder(file)
    try:
        root = builder.built_of(YAML(typ="safe", pure=True).parse(io.StringIO(text)))
    except MarkedYAMLError as error:
        raise _broken_syntax(error, text, file) from error
    except YAMLError as error:
        # Raised by the reader for a character that no YAML text may hold.
        line = text.count("\n", 0, getattr(error, "position", 0) or 0) + 1
        raise _broken(file, line, "journey-strange-character") from error
    except (ValueError, OverflowError) as error:
        # An escape such as "\UFFFFFFFF" that names no character.
        raise _broken(file, builder.line, "journey-bad-escape") from error
    if root is None:
        raise _broken(file, 1, "journey-nothing-there")
    return root


class _Builder:
    """Puts the parser's events together; refuses what a map never needs."""

    def __init__(self, file: str) -> None:
        self.line = 1
        self._root: _Node | None = None
        self._file = file
        self._open: list[_List | _Map] = []
        self._documents = 0

    def built_of(self, events: Iterable[Event]) -> _Node | None:
        """Return what all events of a text make together; None of an empty one."""
        for event in events:
            self._take(event)
        return self._root

    def _take(self, event: Event) -> None:
        self.line = event.start_mark.line + 1
        self._refuse_what_is_never_needed(event)
        if isinstance(event, ScalarEvent):
            self._add(_Scalar(event.value, not event.style, self.line))
        elif isinstance(event, SequenceStartEvent):
            self._enter(_List(self.line))
        elif isinstance(event, MappingStartEvent):
            self._enter(_Map(self.line))
        elif isinstance(event, SequenceEndEvent | MappingEndEvent):
            self._open.pop()

    def _refuse_what_is_never_needed(self, event: Event) -> None:
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _broken(self._file, self.line, "journey-two-documents")
        # Anchors repeat a part elsewhere: a few lines can unfold into gigabytes.
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            raise _broken(self._file, self.line, "journey-anchor")

    def _enter(self, node: _List | _Map) -> None:
        self._add(node)
        self._open.append(node)
        if len(self._open) > DEEPEST:
            raise _broken(self._file, self.line, "journey-too-deep")

    def _add(self, node: _Node) -> None:
        if self._open:
            self._open[-1].items.append(node)
        else:
            self._root = node


def _broken(file: str, line: int, problem: str) -> BrokenText:
    return BrokenText(Mistake(file, line, "", problem))


# What the parser says, and the sentence that says it to somebody who does not know YAML.
_SENTENCES = (
    ("mapping values are not allowed", "journey-syntax-colon"),
    ("could not find expected ':'", "journey-syntax-no-colon"),
    ("found unexpected end of stream", "journey-syntax-open-quote"),
    ("found unexpected document separator", "journey-syntax-open-quote"),
    ("found character", "journey-syntax-first-character"),
    ("expected ',' or", "journey-syntax-open-bracket"),
)


def _broken_syntax(error: MarkedYAMLError, text: str, file: str) -> BrokenText:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())]:
        return _broken(file, line, "journey-tab")
    said = str(error.problem)
    problem = next((ours for theirs, ours in _SENTENCES if theirs in said), "journey-syntax")
    if problem in {"journey-syntax-open-quote", "journey-syntax-open-bracket"}:
        # The parser notices at the end of the file; people look where the quote begins.
        line = error.context_mark.line + 1 if error.context_mark else line
    return _broken(file, line, problem)


def _quoted(text: str) -> str:
    short = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 1]}…"
    return "".join(character if character.isprintable() else "?" for character in short)
