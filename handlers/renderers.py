"""What each kind of notice says, looked up when it is sent."""

from collections.abc import Mapping

from bot.card import homes_of
from bot.ledger import Look
from bot.notice import Notice
from bot.wording import say
from handlers.cards.case_card import case_card
from handlers.cards.elements import Post, section
from handlers.cards.lines import moved_line, thread_line
from handlers.cards.word import word_post
from handlers.deliver_notices import Render
from handlers.desk import Desk
from handlers.improvement_letters import render_improvement_reading
from handlers.improvements import render_improvement, render_improvement_update
from handlers.letters_reading import render_letters_reading
from handlers.map_changes import render_map_broken
from handlers.morning_round import render_round
from handlers.nudge import render_nudge
from handlers.second_reading import render_given_back, render_second_reading
from handlers.spikes import render_spike
from handlers.weekly_digest import render_digest


def render_card(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the card as it has to stand now; None when the case has left for another home."""
    case = look.case(int(notice.case_id or 0))
    if notice.destination not in homes_of(case, desk.journey):
        return None
    return case_card(look, case, desk.journey, language, desk.now())


def render_card_update(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return what the card has to become; None where it never stood, or does not any more."""
    place = look.card_of(int(notice.case_id or 0), notice.destination)
    post = render_card(desk, look, notice, language)
    return Post(post.text, post.blocks, ts=place.ts) if post and place else None


def render_moved_line(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return the line that an old card becomes; None where the card was never posted."""
    case = look.case(int(notice.case_id or 0))
    place = look.card_of(case.id, notice.destination)
    if place is None or notice.destination in homes_of(case, desk.journey):
        return None
    post = moved_line(case, notice, desk.journey, language)
    return Post(post.text, post.blocks, ts=place.ts)


def render_thread_line(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return a line for the thread of a card; None where the card was never posted."""
    case = look.case(int(notice.case_id or 0))
    place = look.card_of(case.id, notice.destination)
    post = thread_line(look, case, notice, desk.journey, language)
    return Post(post.text, post.blocks, thread_ts=place.ts) if place else None


def render_word(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return a word to one colleague; None when it is not true any more."""
    case = look.case(int(notice.case_id or 0))
    return word_post(look, case, notice, desk.journey, language)


def render_amend(desk: Desk, look: Look, notice: Notice, language: str) -> Post | None:
    """Return a message as it has to stand without the words of somebody who was forgotten."""
    found = look.sent_notice(str(notice.about["notice"]))
    if found is None:
        return None
    said, place = found
    post = RENDER[said.kind](desk, look, said, language)
    if post is None:
        text = say(language, "line-erased")
        post = Post(text, [section(text)])
    return Post(post.text, post.blocks, ts=place.ts)


RENDER: Mapping[str, Render] = {
    "round": render_round,
    "card": render_card,
    "card_update": render_card_update,
    "moved_line": render_moved_line,
    "thread_line": render_thread_line,
    "nudge": render_nudge,
    "word": render_word,
    "second_reading": render_second_reading,
    "letters_reading": render_letters_reading,
    "given_back": render_given_back,
    "digest": render_digest,
    "spike": render_spike,
    "improvement": render_improvement,
    "improvement_update": render_improvement_update,
    "improvement_reading": render_improvement_reading,
    "amend": render_amend,
    "map_broken": render_map_broken,
}
