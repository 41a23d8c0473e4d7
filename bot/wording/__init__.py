"""Every sentence a person sees, in French and English.

The sentences stand in Fluent files (`fr/*.ftl`, `en/*.ftl`), one file an occasion, the same keys
in both languages. Code names a key and its values; plurals are chosen by the sentence itself.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource

Language = Literal["fr", "en"]
LANGUAGES: tuple[Language, ...] = ("fr", "en")


class SentenceMissing(KeyError):
    """A key has no sentence in a language, or a sentence lacks a value it names."""


def say(language: str, key: str, /, **values: object) -> str:
    """Say one sentence in a language ("fr", "fr-FR", "en-GB"…); any other language gets English.

    Values are words already written for that language (dates by `bot.wording.dates`) or numbers.
    Raises `SentenceMissing` when the key or one of its values is unknown.
    """
    message_id, _, attribute = key.partition(".")
    bundle = _bundle(language_of(language))
    if not bundle.has_message(message_id):
        raise SentenceMissing(f"{language}: {key}")
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


def sentences(language: Language) -> dict[str, FluentResource]:
    """Return every sentence file of a language, by file name."""
    folder = files(__package__) / language
    return {
        file.name: FluentResource(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".ftl")
    }


@cache
def _bundle(language: Language) -> FluentBundle:
    # Slack, mails and terminals show the isolation marks as boxes, hence none.
    bundle = FluentBundle(["fr-FR" if language == "fr" else "en-GB"], use_isolating=False)
    for resource in sentences(language).values():
        bundle.add_resource(resource)
    return bundle
