"""Check a message as Slack does before it posts or updates one."""

from collections.abc import Iterator, Mapping
from typing import Any

from workspace.checks.blocks import BLOCKS, FLAG
from workspace.checks.shapes import (
    Choice,
    Many,
    Problem,
    Shape,
    Surface,
    Text,
    Thing,
    Walk,
    bytes_of,
    characters_of,
    is_json,
    is_utf8,
    problem,
)

# chat.update's own page says 4,000; elsewhere a message holds 40,000 characters.
TEXT_MOST = {"chat.update": 4_000}
TEXT_MOST_ELSEWHERE = 40_000
MARKDOWN_MOST = 12_000
# Slack publishes no number; more than this, compact, has been refused.
BLOCKS_JSON_MOST = 13_000
ATTACHMENTS_MOST = 100
# Slack publishes no number here either; metadata is for ids, not for content.
METADATA_BYTES_MOST = 8_000
# chat.postMessage has no code for bad attachments; the other methods have.
ATTACHMENTS_ERROR = {"chat.postMessage": "invalid_blocks"}
ATTACHMENTS_ERROR_ELSEWHERE = "invalid_attachments"
# What only a response_url or a webhook takes. There Slack's examples repeat a block_id and send
# metadata of any form, so neither is refused.
OF_A_RESPONSE = frozenset({"response_type", "replace_original", "delete_original"})

MOST_BLOCKS: Mapping[Surface, int] = {"message": 50, "modal": 100, "home": 100}
BLOCK_LISTS: Mapping[Surface, Many] = {
    surface: Many(Choice(BLOCKS), most=most) for surface, most in MOST_BLOCKS.items()
}

_WORDS = Text(most=TEXT_MOST_ELSEWHERE)
ATTACHMENTS = Many(
    Thing(
        may={
            "blocks": BLOCK_LISTS["message"],
            **dict.fromkeys(
                (
                    *("author_icon", "author_link", "author_name", "author_subname", "color"),
                    *("fallback", "footer", "footer_icon", "image_url", "pretext", "text"),
                    *("thumb_url", "title", "title_link", "callback_id"),
                ),
                _WORDS,
            ),
            "fields": Many(
                Thing(may={"title": _WORDS, "value": _WORDS, "short": FLAG}, open=True)
            ),
            "mrkdwn_in": Many(_WORDS),
            "actions": Many(Thing(open=True), most=5),
        },
        open=True,  # an attachment is old, and Slack passes over what it does not know in one
    )
)
METADATA = Thing({"event_type": Text(least=1, most=255), "event_payload": Thing(open=True)})
ENTITIES = Thing({"entities": Many(Thing(open=True), least=1)}, METADATA.needs)


def check_message(arguments: Mapping[str, Any], method: str = "chat.postMessage") -> list[Problem]:
    """List why a message would be refused; nothing when it would be accepted.

    `arguments` are a method's, with `blocks`, `attachments` and `metadata` decoded from JSON;
    None counts as absent. `method` is the one that was called, as some limits differ. The body
    of a `response_url` may be given too. The error of the answer is that of the first problem.
    """
    given = {name: value for name, value in arguments.items() if value is not None}
    by_url = not OF_A_RESPONSE.isdisjoint(given)
    return [
        *_check_text(given, method),
        *_check_blocks(given, repeats=by_url),
        *_check_attachments(given, method, repeats=by_url),
        *(() if by_url else _check_metadata(given)),
        *_check_content(given),
    ]


def check_blocks(blocks: Any, surface: Surface) -> list[Problem]:
    """List why blocks by themselves would be refused on a surface.

    The error is that of a method that sends such blocks; pointers start at `/blocks` in a
    message and at `/view/blocks` in a view, as in Slack's answers.
    """
    if surface == "message":
        return list(_check_blocks({"blocks": blocks}, repeats=False))
    walk = Walk(surface)
    BLOCK_LISTS[surface].check(blocks, "/view/blocks", walk)
    return walk.problems("invalid_arguments")


def _check_text(given: Mapping[str, Any], method: str) -> Iterator[Problem]:
    most = TEXT_MOST.get(method, TEXT_MOST_ELSEWHERE)
    for name, limit in (("text", most), ("markdown_text", MARKDOWN_MOST)):
        text = given.get(name, "")
        if not isinstance(text, str) or not is_utf8(text):
            yield problem("invalid_arguments", "must provide a string", f"/{name}")
        elif len(text) > limit:
            yield problem("msg_too_long", f"must be less than {limit + 1} characters", f"/{name}")
    if given.get("markdown_text") and (given.get("text") or given.get("blocks")):
        yield problem(
            "markdown_text_conflict", "must not come with text or blocks", "/markdown_text"
        )


def _check_blocks(given: Mapping[str, Any], *, repeats: bool) -> Iterator[Problem]:
    blocks = given.get("blocks", [])
    if not isinstance(blocks, list):
        yield problem("invalid_blocks_format", "must provide an array", "/blocks")
        return
    walk = Walk(repeats=repeats)
    BLOCK_LISTS["message"].check(blocks, "/blocks", walk)
    yield from walk.problems("invalid_blocks")
    if not walk.found and characters_of(blocks) > BLOCKS_JSON_MOST:
        sentence = f"must be less than {BLOCKS_JSON_MOST + 1} characters of JSON"
        yield problem("msg_blocks_too_long", sentence, "/blocks")


def _check_attachments(
    given: Mapping[str, Any], method: str, *, repeats: bool
) -> Iterator[Problem]:
    attachments = given.get("attachments", [])
    error = ATTACHMENTS_ERROR.get(method, ATTACHMENTS_ERROR_ELSEWHERE)
    if isinstance(attachments, list) and len(attachments) > ATTACHMENTS_MOST:
        sentence = f"no more than {ATTACHMENTS_MOST} items allowed"
        yield problem("too_many_attachments", sentence, "/attachments")
        return
    walk = Walk(repeats=repeats)
    ATTACHMENTS.check(attachments, "/attachments", walk)
    yield from walk.problems(error)
    if not walk.found and not is_json(attachments):
        yield problem(error, "must be valid JSON", "/attachments")


def _check_metadata(given: Mapping[str, Any]) -> Iterator[Problem]:
    metadata = given.get("metadata", {})
    if metadata == {}:  # which takes away what a message had
        return
    walk = Walk()
    about_entities = isinstance(metadata, dict) and "entities" in metadata
    shape: Shape = ENTITIES if about_entities else METADATA
    shape.check(metadata, "/metadata", walk)
    yield from walk.problems("invalid_metadata_format")
    if not walk.found and not is_json(metadata):
        yield problem("invalid_metadata_format", "must be valid JSON", "/metadata")
    elif not walk.found and bytes_of(metadata) > METADATA_BYTES_MOST:
        sentence = f"must be less than {METADATA_BYTES_MOST + 1} bytes of JSON"
        yield problem("metadata_too_large", sentence, "/metadata")


def _check_content(given: Mapping[str, Any]) -> Iterator[Problem]:
    texts = [given.get(name) for name in ("text", "markdown_text")]
    said = any(isinstance(text, str) and text.strip() for text in texts)
    shown = any(given.get(name) for name in ("blocks", "attachments"))
    if not said and not shown and not given.get("delete_original"):
        yield problem("no_text", "must provide text, blocks or attachments", "/text")
