"""Read the files of `replies/`: how a company writes to customers, or all the mistakes in them."""

import re
from collections.abc import Mapping
from typing import get_args

from bot.journey_file import JourneyMistakes, decoded
from bot.replies import PLACEHOLDERS, Register, Replies, ReplyText
from bot.verbatim import Channel
from bot.wording import LANGUAGES
from bot.yaml_values import BrokenText, Mistake, Value, read_yaml

# The messages that may have texts of their own, as `bot.draft` calls them.
KINDS = (
    "acknowledgement",
    "answer",
    "answer_done",
    "answer_not_now",
    "follow_up",
    "new_date",
    "thanks",
    "question",
    "reassurance",
    "improvement_done",
    "improvement_since",
    "improvement_later",
)
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_OF_A_CHANNEL = ("register", "greeting", "greeting_without_name", "signature", "messages")


def read_replies(files: Mapping[str, bytes]) -> dict[str, Replies]:
    """Read "fr.yaml", "en.yaml"… by their path. Raises `JourneyMistakes` with every mistake."""
    found: dict[str, Replies] = {}
    mistakes: list[Mistake] = []
    for path, content in sorted(files.items()):
        try:
            top = read_yaml(decoded(content, path), file=path)
        except BrokenText as broken:
            mistakes.append(broken.mistake)
            continue
        name = re.split(r"[/\\]", path)[-1].removesuffix(".yaml")
        language = next((one for one in LANGUAGES if one == name), None)
        if language is None:
            top.refuse_word("replies-unknown-language", name, among=LANGUAGES)
        else:
            found[language] = _replies(top)
        mistakes += top.mistakes
    if mistakes:
        raise JourneyMistakes(sorted(mistakes, key=lambda one: (one.file, one.line)))
    return found


def _replies(value: Value, *, is_channel: bool = False) -> Replies:
    optional = _OF_A_CHANNEL if is_channel else (*_OF_A_CHANNEL, "channels")
    fields = value.fields(optional=optional)
    messages = fields["messages"].fields(optional=KINDS)
    channels: dict[str, Replies] = {}
    for name, one in ({} if is_channel else fields["channels"].entries()).items():
        if name not in get_args(Channel):
            one.refuse_word("replies-unknown-channel", name, among=get_args(Channel))
        channels[name] = _replies(one, is_channel=True)
    return Replies(
        register=fields["register"].one_of(get_args(Register), "formal"),
        greeting=_text(fields["greeting"]),
        greeting_without_name=_text(fields["greeting_without_name"]),
        signature=_text(fields["signature"]),
        messages={kind: _message(messages[kind]) for kind in KINDS if messages[kind].is_there},
        channels=channels,
    )


def _message(value: Value) -> ReplyText:
    fields = value.fields(optional=("subject", "text"))
    subject = _text(fields["subject"])
    if "\n" in subject:
        fields["subject"].refuse("replies-subject-on-one-line")
    return ReplyText(subject, _text(fields["text"]))


def _text(value: Value) -> str:
    text = value.text()
    for brace in _BRACES.finditer(text):
        name = brace[1]
        if name is None:
            value.refuse("replies-lone-brace", given=brace[0])
        elif name not in PLACEHOLDERS:
            value.refuse_word("replies-unknown-placeholder", name, among=PLACEHOLDERS)
    return text
