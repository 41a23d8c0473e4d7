"""Say what a JSON value must look like, and walk a value to find where it does not.

A shape checks one value and tells the `Walk` what is wrong, with the sentence and the JSON
pointer that Slack would use. The tables in `blocks`, `messages`, `views` and `manifests` are
made of shapes; nothing here knows what a button is.
"""
# ruff: noqa: D102 - each `check` does what `Shape.check` says

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

Surface = Literal["message", "modal", "home"]
EVERYWHERE: frozenset[str] = frozenset({"message", "modal", "home"})

Relation = Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]
"""Checks an object whose fields are sound: yields (pointer inside the object, sentence)."""

UNLIMITED = sys.maxsize

# A name that somebody made up is quoted in an error; more of it helps nobody.
QUOTED = 80


@dataclass(frozen=True)
class Problem:
    """One reason for a refusal.

    `error` is the code of the method's answer, `message` a line of its
    `response_metadata.messages`, `pointer` the JSON pointer that the line ends with.
    """

    error: str
    message: str
    pointer: str


@dataclass
class Walk:
    """What one check has seen and found so far."""

    surface: str = "message"
    repeats: bool = False  # whether a block_id may come twice
    found: list[tuple[str, str]] = field(default_factory=list)
    names: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    counted: Counter[str] = field(default_factory=Counter)

    def say(self, at: str, sentence: str) -> None:
        """Note that what stands `at` a pointer is wrong."""
        self.found.append((at, sentence))

    def problems(self, error: str) -> list[Problem]:
        """Give what was found, as refusals with this error code."""
        return [problem(error, sentence, at) for at, sentence in self.found]


def problem(error: str, sentence: str, at: str) -> Problem:
    """Write a refusal as Slack does; what cannot be sent as UTF-8 becomes a question mark."""
    line = f"[ERROR] {sentence} [json-pointer:{at}]"
    return Problem(error, line.encode("utf-8", "replace").decode("utf-8"), at)


def bytes_of(sound: Any) -> int:
    """Measure what is known to be JSON as compact JSON in UTF-8."""
    return len(_written(sound).encode("utf-8"))


def characters_of(sound: Any) -> int:
    """Measure what is known to be JSON as compact JSON, in characters."""
    return len(_written(sound))


def is_json(value: Any) -> bool:
    """Tell whether a value, of whatever depth and content, can be sent on as JSON."""
    try:
        return is_utf8(_written(value))
    except (RecursionError, ValueError):  # nested very deep, or a number that JSON has not
        return False


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def is_utf8(text: str) -> bool:
    """Tell whether a string has no half of a surrogate pair in it."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class Shape:
    """A value of any kind; the others narrow it."""

    def check(self, value: Any, at: str, walk: Walk) -> None:
        """Tell the walk what is wrong with the value that stands at this pointer."""


@dataclass(frozen=True)
class Text(Shape):
    """A string with a length in characters and, perhaps, a form."""

    least: int = 0
    most: int = 3000
    form: Callable[[str], object] | None = None
    says: str = "must be a valid string"

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not isinstance(value, str):
            walk.say(at, "must provide a string")
        elif len(value) < self.least:
            walk.say(at, f"must be more than {self.least - 1} characters")
        elif len(value) > self.most:
            walk.say(at, f"must be less than {self.most + 1} characters")
        elif not (value.isascii() or is_utf8(value)) or (self.form and not self.form(value)):
            walk.say(at, self.says)


@dataclass(frozen=True)
class SharedText(Text):
    """A string whose limit holds for all of its kind together."""

    def check(self, value: Any, at: str, walk: Walk) -> None:
        before = len(walk.found)
        super().check(value, at, walk)
        if len(walk.found) == before:
            walk.counted["shared text"] += len(value)
            if walk.counted["shared text"] > self.most:
                walk.say(at, f"must be less than {self.most + 1} characters in total")


@dataclass(frozen=True)
class Name(Text):
    """A name that may be given once: a `block_id` in what is sent, an `action_id` in a block."""

    most: int = 255
    scope: str = "block_id"

    def check(self, value: Any, at: str, walk: Walk) -> None:
        super().check(value, at, walk)
        if not isinstance(value, str):
            return
        taken = walk.names[self.scope]
        if value in taken and not (walk.repeats and self.scope == "block_id"):
            walk.say(at, f'`{self.scope}` "{value[:QUOTED]}" already exists')
        taken.add(value)


@dataclass(frozen=True)
class OneOf(Shape):
    """One string of a list."""

    choices: frozenset[str]

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not isinstance(value, str):
            walk.say(at, "must provide a string")
        elif value not in self.choices:
            walk.say(at, "must be a valid enum value")


def one_of(*choices: str) -> OneOf:
    """Name the strings that are allowed."""
    return OneOf(frozenset(choices))


@dataclass(frozen=True)
class Number(Shape):
    """A number from `least` to `most`, and more than `over`; whole unless told otherwise."""

    least: float = -math.inf
    most: float = math.inf
    over: float = -math.inf
    whole: bool = True

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not self._is_one(value):
            walk.say(at, "must provide an integer" if self.whole else "must provide a number")
        elif value < self.least:
            walk.say(at, f"must be at least {self.least}")
        elif value > self.most:
            walk.say(at, f"must be at most {self.most}")
        elif value <= self.over:
            walk.say(at, f"must be greater than {self.over}")

    def _is_one(self, value: Any) -> bool:
        if isinstance(value, float):
            return math.isfinite(value) and not self.whole
        return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True)
class Flag(Shape):
    """True or false."""

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not isinstance(value, bool):
            walk.say(at, "must provide a boolean")


@dataclass(frozen=True)
class Focus(Flag):
    """A flag that may be true once in what is sent."""

    def check(self, value: Any, at: str, walk: Walk) -> None:
        super().check(value, at, walk)
        walk.counted["focus"] += value is True
        if value is True and walk.counted["focus"] > 1:
            walk.say(at, "no more than 1 element may set focus_on_load")


@dataclass(frozen=True)
class Many(Shape):
    """A list of values of one shape."""

    of: Shape
    least: int = 0
    most: int = UNLIMITED

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not isinstance(value, list):
            walk.say(at, "must provide an array")
            return
        if len(value) < self.least:
            walk.say(at, f"must provide at least {self.least} items")
        if len(value) > self.most:
            walk.say(at, f"no more than {self.most} items allowed")
        for index, item in enumerate(value[: self.most]):
            self.of.check(item, f"{at}/{index}", walk)


@dataclass(frozen=True)
class Thing(Shape):
    """An object: the fields it needs, those it may have, and how they hang together.

    `surfaces` are where it may appear and `inside` which blocks may hold it; whoever offers a
    choice of things (`Choice`, the tables) reads them. An `open` one lets other fields through.
    """

    needs: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)
    also: tuple[Relation, ...] = ()
    surfaces: frozenset[str] = EVERYWHERE
    inside: frozenset[str] = frozenset()
    open: bool = False

    @cached_property
    def fields(self) -> dict[str, Shape]:
        """Every field by name."""
        return {**self.needs, **self.may}

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not isinstance(value, dict):
            walk.say(at, "must provide an object")
            return
        before = len(walk.found)
        self._check_fields(value, at, walk)
        for relation in self.also:
            if len(walk.found) > before:  # a relation may count on what was checked before it
                break
            for inside, sentence in relation(value):
                walk.say(at + inside, sentence)

    def _check_fields(self, value: dict[str, Any], at: str, walk: Walk) -> None:
        fields = self.fields
        for name in self.needs:
            if name not in value:
                walk.say(at, f"missing required field: {name}")
        for name, item in value.items():
            shape = fields.get(name)
            if shape is not None:
                shape.check(item, f"{at}/{name}", walk)
            elif not self.open:
                walk.say(at, f"invalid additional property: {name[:QUOTED]}")


@dataclass(frozen=True)
class Block(Thing):
    """A thing that stands by itself in `blocks`: its action ids are its own."""

    per_message: int | None = None

    def check(self, value: Any, at: str, walk: Walk) -> None:
        walk.names["action_id"] = set()
        super().check(value, at, walk)
        if self.per_message is not None and isinstance(value, dict):
            kind = str(value["type"])
            walk.counted[kind] += 1
            if walk.counted[kind] > self.per_message:
                walk.say(at, f"no more than {self.per_message} {kind} allowed in a message")


@dataclass(frozen=True)
class Choice(Shape):
    """An object that says by its `type` which thing it is; `silent` is what it is without."""

    things: Mapping[str, Thing]
    silent: str | None = None

    def check(self, value: Any, at: str, walk: Walk) -> None:
        if not isinstance(value, dict):
            walk.say(at, "must provide an object")
            return
        kind = value.get("type", self.silent)
        if kind is None and "type" not in value:
            walk.say(at, "missing required field: type")
        elif not isinstance(kind, str):
            walk.say(f"{at}/type", "must provide a string")
        elif kind not in self.things or walk.surface not in self.things[kind].surfaces:
            walk.say(f"{at}/type", f"unsupported type: {kind[:QUOTED]}")
        else:
            self.things[kind].check(value, at, walk)
