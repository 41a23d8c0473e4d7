"""Every sentence a person sees: in both languages, used, and written as each language is."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from fluent.syntax import ast as ftl
from fluent.syntax import parse
from fluent.syntax.visitor import Visitor

from bot.case import Closing, FactKind
from bot.draft import DraftKind
from bot.fate import FateWhy
from bot.loop import LOOP
from bot.message import BY_HAND, SENT_BY_US, MessageKind
from bot.priority import WhyFirst
from bot.reading import EmotionName, Grave, Signal
from bot.refusal import Refusal
from bot.reminders import LineKind
from bot.wording import LANGUAGES, Language, say
from handlers.slack_app import OCCASIONS

ROOT = Path(__file__).parents[1]
WORDING = ROOT / "bot" / "wording"
FILES = sorted(file.name for file in (WORDING / "fr").glob("*.ftl"))
# What employees and customers read; the others speak to those who run the bot.
FOR_PEOPLE = {
    "card.ftl",
    "digest.ftl",
    "everyday.ftl",
    "forms.ftl",
    "improvements.ftl",
    "mail.ftl",
    "pages.ftl",
    "ways.ftl",
    "writing.ftl",
}
ON_A_BUTTON = re.compile(
    r"(button|more|ask|form)-(?!we-promise|you-may)|round-see|nudge-(done|change|tell|new-date|hand)"
)
NO_BREAK = "\u00a0\u202f"


class _Parts(Visitor):
    """Collects the variables and the plain texts of a sentence."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.texts: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 # named by the library
        self.variables.add(node.id.name)

    def visit_TextElement(self, node: ftl.TextElement) -> None:  # noqa: N802 # named by the library
        self.texts.append(node.value)


@cache
def sentences(language: Language, file: str) -> dict[str, _Parts]:
    """Return the parts of every sentence of a file by key ("key" or "key.attribute")."""
    resource = parse((WORDING / language / file).read_text(encoding="utf-8"))
    assert not [entry for entry in resource.body if isinstance(entry, ftl.Junk)], file
    found: dict[str, _Parts] = {}
    for message in resource.body:
        if isinstance(message, ftl.Message):
            patterns = {message.id.name: message.value} if message.value else {}
            for attribute in message.attributes:
                patterns[f"{message.id.name}.{attribute.id.name}"] = attribute.value
            for key, pattern in patterns.items():
                found[key] = _Parts()
                found[key].visit(pattern)
    return found


def every_sentence(language: Language, files: set[str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield each key with its plain text, of the files that people read or of all."""
    for file in FILES:
        if files is None or file in files:
            for key, parts in sentences(language, file).items():
                yield key, "\n".join(parts.texts)


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same_things(file: str) -> None:
    french, english = sentences("fr", file), sentences("en", file)

    assert list(french) == list(english)


@pytest.mark.parametrize("file", FILES)
def test_both_languages_are_given_the_same_values(file: str) -> None:
    french, english = sentences("fr", file), sentences("en", file)

    differing = [key for key in french if french[key].variables != english[key].variables]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_stands_in_two_files(language: Language) -> None:
    keys = sorted(key for key, _ in every_sentence(language))

    assert [one for one, other in pairwise(keys) if one == other] == []


def test_every_key_named_in_code_has_its_sentence() -> None:
    keys = {key for key, _ in every_sentence("en")}

    assert {key for key in _said_directly() if key not in keys} == set()


def test_every_sentence_is_said_somewhere() -> None:
    constants, patterns = _strings_in_code()

    def is_said(key: str) -> bool:
        base = key.partition(".")[0]
        # A mistake in the map adds the nearest right word to its own sentence.
        names = {key, base, base.removesuffix("-nearest")}
        return bool(names & constants) or any(p.fullmatch(one) for p in patterns for one in names)

    assert [key for key, _ in every_sentence("en") if not is_said(key)] == []


def test_every_refusal_has_its_sentence() -> None:
    assert OCCASIONS, "the handlers are imported, and with them every refusal"
    keys = {key for key, _ in every_sentence("en")}

    assert [one for one in Refusal.__subclasses__() if one.sentence not in keys] == []


@pytest.mark.parametrize(
    ("family", "names"),
    [
        ("closed-{}", get_args(Closing)),
        ("digest-voice-{}", get_args(Closing)),
        ("fact-{}", get_args(FactKind)),
        ("card-signal-{}", get_args(Signal)),
        ("grave-{}", get_args(Grave)),
        ("emotion-{}", get_args(EmotionName)),
        ("nudge-{}", get_args(LineKind)),
        ("priority-{}", get_args(WhyFirst)),
        ("draft-{}", get_args(DraftKind)),
        ("subject-{}", get_args(DraftKind)),
        ("message-{}", get_args(MessageKind)),
        ("untold-{}", get_args(MessageKind)),
        ("fate-why-{}", get_args(FateWhy)),
        ("answer-by-{}", (*SENT_BY_US, *BY_HAND, "phone")),
        ("answer-noted-{}", (*SENT_BY_US, *BY_HAND, "phone")),
        ("answer-done-{}", tuple(BY_HAND)),
        ("preview-by-{}", tuple(SENT_BY_US)),
        ("preview-from-{}", tuple(SENT_BY_US)),
        ("preview-{}", tuple(BY_HAND)),
        ("given-back-approved-{}", tuple(BY_HAND)),
        ("stuck-{}", tuple(SENT_BY_US)),
        ("status-{}", tuple(step.name for step in LOOP)),
        ("card-state-{}", (*(step.name for step in LOOP), "closed")),
        ("button-{}", tuple(step.name for step in LOOP if step.by_people)),
        ("due-{}", ("needs_a_day", "in_the_past", "not_understood", "too_far")),
    ],
)
def test_every_name_of_a_family_has_its_sentence(family: str, names: tuple[str, ...]) -> None:
    wanted = {family.format(name.replace("_", "-")) for name in names}

    for language in LANGUAGES:
        assert wanted - {key for key, _ in every_sentence(language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_words_for_things_stay_out_of_sight(language: Language) -> None:
    ours = re.compile(r"\b(cases?|tickets?|verbatims?|nudges?|dead letters?)\b", re.IGNORECASE)

    assert [key for key, text in every_sentence(language, FOR_PEOPLE) if ours.search(text)] == []


def test_french_signs_keep_to_their_words() -> None:
    apart = re.compile(rf" [:;!?»]|«(?![{NO_BREAK}])|(?<![{NO_BREAK}])»|[^\W\d_][;!?](?!\w)")

    wrong = [(key, text) for key, text in every_sentence("fr", FOR_PEOPLE) if apart.search(text)]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_apostrophes_and_quotes_are_those_of_print(language: Language) -> None:
    typed = re.compile(r"""\w'\w|"|\.\.\.""")

    wrong = [
        (key, text) for key, text in every_sentence(language, FOR_PEOPLE) if typed.search(text)
    ]
    assert wrong == []


def test_english_has_no_french_signs() -> None:
    french = re.compile(rf"[«»]|[ {NO_BREAK}][:;!?]")

    assert [key for key, text in every_sentence("en", FOR_PEOPLE) if french.search(text)] == []


def test_buttons_choose_neither_tu_nor_vous() -> None:
    someone = re.compile(r"\b(tu|te|toi|ton|ta|tes|vous|votre|vos|\w+ez)\b", re.IGNORECASE)

    addressed = [
        key
        for key, text in every_sentence("fr", FOR_PEOPLE)
        if ON_A_BUTTON.match(key) and someone.search(text)
    ]
    assert addressed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_and_buttons_of_forms_fit(language: Language) -> None:
    for key, text in every_sentence(language, {"forms.ftl", "everyday.ftl"}):
        is_title = "-title" in key and key not in ("list-title", "brief-title", "status-title")
        if is_title or re.match(r"form-(?!we-promise|you-may)|answer-(continue|send)$", key):
            assert len(text) <= 24, key  # Slack's limit for both


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("customers", [1, 2, 5])
@pytest.mark.parametrize("thanks", [0, 1, 3, "all"])
def test_a_greeting_counts_as_people_do(
    language: Language, customers: int, thanks: int | str
) -> None:
    greeting = say(language, "round-header", customers=customers, thanks=thanks)

    assert greeting.endswith(".")
    assert not re.search(r" ,| {2}|\b1 ", greeting)


def _said_directly() -> Iterator[str]:
    """Yield the keys that code hands to `say` as they stand."""
    for tree in _code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "say" and node.args[1:]:
                key = node.args[1]
                if isinstance(key, ast.Constant):
                    yield str(key.value)


def _strings_in_code() -> tuple[set[str], list[re.Pattern[str]]]:
    """Return every text in code and pages, and a pattern for each that is put together."""
    constants: set[str] = set()
    patterns: set[str] = set()
    for tree in _code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                constants.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                pattern = _pattern_of(node)
                if re.match(r"[a-z]+\\-", pattern):
                    patterns.add(pattern)
    for page in (ROOT / "handlers").rglob("*.html"):
        constants |= set(re.findall(r"""["']([a-z-]+)["']""", page.read_text(encoding="utf-8")))
        constants |= set(re.findall(r"""["']([a-z-]+\.[a-z-]+)["']""", page.read_text("utf-8")))
    return constants, [re.compile(pattern) for pattern in sorted(patterns)]


def _pattern_of(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+"
        for part in node.values
    )


@cache
def _code() -> tuple[ast.Module, ...]:
    folders = ("bot", "handlers", "storage", "connectors")
    return tuple(
        ast.parse(file.read_text(encoding="utf-8"))
        for folder in folders
        for file in (ROOT / folder).rglob("*.py")
    )
