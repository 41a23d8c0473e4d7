"""Every sentence a person sees, in French and English.

The sentences stand in Fluent files (`fr/*.ftl`, `en/*.ftl`), one file an occasion, the same keys
in both languages. Code names a key and its values; plurals are chosen by the sentence itself.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")

_KEY = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


class SentenceMissing(KeyError):
    """A key has no sentence in a language, or a sentence lacks a value it names."""


def say(language: str, key: str, /, **values: object) -> str:
    """Say one sentence in a language ("fr", "fr-FR", "en-GB"…); any other language gets English.

    Values are words already written for that language (dates by `bot.wording.dates`) or numbers.
    Raises `SentenceMissing` when the key or one of its values is unknown.
    """
    message_id, _, attribute = key.partition(".")
    read = language_of(language)
    file = _file_of(read).get(message_id)
    if file is None:
        raise SentenceMissing(f"{language}: {key}")
    bundle = _bundle(read, file)
    message = bundle.get_message(message_id)
    pattern = message.attributes.get(attribute) if attribute else message.value
    if pattern is None:
        raise SentenceMissing(f"{language}: {key}")
    sentence, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise SentenceMissing(f"{language}: {key}: {errors[0]}")
    return str(sentence)


def language_of(locale: str | None) -> Language:
    """Return which of our languages a locale reads: "fr-CA" → "fr", "de-DE" → "en"."""
    return "fr" if (locale or "").lower().startswith("fr") else "en"


@cache
def sentences(language: Language) -> Mapping[str, str]:
    """Return the text of every sentence file of a language, by file name."""
    folder = files(__package__) / language
    return {
        file.name: file.read_text(encoding="utf-8")
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".ftl")
    }


@cache
def _file_of(language: Language) -> Mapping[str, str]:
    """Return in which file each key stands, without parsing them: that takes a while."""
    return {key: name for name, text in sentences(language).items() for key in _KEY.findall(text)}


@cache
def _bundle(language: Language, file: str) -> FluentBundle:
    # Slack, mails and terminals show the isolation marks as boxes, hence none.
    bundle = FluentBundle(["fr-FR" if language == "fr" else "en-GB"], use_isolating=False)
    bundle.add_resource(FluentResource(sentences(language)[file]))
    return bundle
