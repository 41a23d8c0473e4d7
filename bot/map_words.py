"""Adds words to the text of a journey map; everything else in it stays as it was written."""

import io
from collections.abc import Iterator, Mapping, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.journey_file import JourneyMistakes, read_journey

# Words by language, by touchpoint.
Words = Mapping[str, Mapping[str, Sequence[str]]]

# Plain signs that YAML takes for something else than words.
_NO_WORDS = frozenset({"null", "true", "false"})


class WordsNotAdded(Exception):
    """The map is written in a way into which words cannot be put without a person."""


def with_words(text: str, added: Words) -> str:
    """Return the text of a map with words added at its touchpoints. Raises `WordsNotAdded`."""
    try:
        root = YAML().compose(io.StringIO(text))
    except YAMLError as wrong:  # readers of YAML differ in odd signs
        raise WordsNotAdded from wrong
    places = [
        place
        for touchpoint in _touchpoints(root)
        for place in _places(touchpoint, added.get(_key_of(touchpoint), {}))
    ]
    for at, more in sorted(places, reverse=True):
        text = f"{text[:at]}{more}{text[at:]}"
    if not _holds(text, added):
        raise WordsNotAdded
    return text


def _holds(text: str, added: Words) -> bool:
    """Tell whether a text is a map with all these words."""
    try:
        touchpoints = read_journey(text).touchpoints
    except JourneyMistakes:
        return False
    return all(
        key in touchpoints and set(words) <= set(touchpoints[key].words.get(language, ()))
        for key, languages in added.items()
        for language, words in languages.items()
    )


def _touchpoints(root: Node) -> Iterator[MappingNode]:
    for stage in _items(_value(root, "journey")):
        for touchpoint in _items(_value(stage, "touchpoints")):
            if isinstance(touchpoint, MappingNode):
                yield touchpoint


def _places(
    touchpoint: MappingNode, languages: Mapping[str, Sequence[str]]
) -> Iterator[tuple[int, str]]:
    """Yield where in the text something is put, and what."""
    if not languages:
        return
    known = _value(touchpoint, "words")
    if known is None:
        lists = ", ".join(f"{one}: {_list(words)}" for one, words in languages.items())
        yield _beside(touchpoint, f"words: {{{lists}}}")
    for language, words in languages.items():
        there = _value(known, language) if isinstance(known, MappingNode) else known
        if isinstance(there, SequenceNode):
            yield _at_the_end(there, words)
        elif isinstance(known, MappingNode):
            yield _beside(known, f"{language}: {_list(words)}")


def _at_the_end(there: SequenceNode, words: Sequence[str]) -> tuple[int, str]:
    """Return how words are put behind the last of a list."""
    last = there.value[-1].end_mark.index if there.value else there.end_mark.index - 1
    if there.flow_style:
        comma = ", " if there.value else ""
        return last, comma + ", ".join(map(_written, words))
    dash = "\n" + " " * there.start_mark.column + "- "
    return last, "".join(dash + _written(word) for word in words)


def _beside(mapping: MappingNode, line: str) -> tuple[int, str]:
    """Return how one more key is put behind the first one of a mapping."""
    first = mapping.value[0][1]
    if mapping.flow_style:
        return first.end_mark.index, f", {line}"
    # Before the key: a value may go on over several lines.
    return mapping.start_mark.index, f"{line}\n{' ' * mapping.start_mark.column}"


def _value(node: Node | None, key: str) -> Node | None:
    if not isinstance(node, MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _items(node: Node | None) -> Sequence[Node]:
    return node.value if isinstance(node, SequenceNode) else ()


def _key_of(touchpoint: MappingNode) -> str:
    key = _value(touchpoint, "key")
    return str(key.value) if isinstance(key, ScalarNode) else ""


def _list(words: Sequence[str]) -> str:
    return f"[{', '.join(map(_written, words))}]"


def _written(word: str) -> str:
    return f'"{word}"' if word in _NO_WORDS or not word.isalpha() else word
