"""A word to one colleague: what happened, a few of the customer's words, the one next step."""

from bot.card import thanks_passed_on
from bot.case import Case
from bot.journey import JourneyMap
from bot.ledger import Look
from bot.loop import next_step
from bot.notice import Notice
from bot.wording import say
from bot.wording.dates import say_due
from handlers.cards.case_card import PASS_ON, SHOW, touchpoint_name
from handlers.cards.elements import Block, Post, actions, button, section
from handlers.cards.improvement_line import SHOW_IMPROVEMENT
from handlers.cards.names import name_of
from handlers.cards.text import cut, escape, quote_block

_WORDS_AT_MOST, _PART_AT_MOST = 80, 120


def word_post(
    look: Look, case: Case, notice: Notice, journey: JourneyMap, language: str
) -> Post | None:
    """Return the word as it is true when it is sent; None when it is not true any more."""
    word, to = str(notice.about["word"]), notice.destination.partition(":")[2]
    if word == "thanks":
        return _thanks(look, case, notice, language)
    if word.startswith("improvement"):
        return _improvement(look, notice, language)
    if case.closed_at is not None or not _still_true(look, case, notice, to):
        return None
    text = _sentence(look, case, notice, journey, language)
    words = " ".join(look.reading(case.verbatim_id).masked.split())
    quoted = f"\n>{escape(cut(words, at_most=_WORDS_AT_MOST))}" if words else ""
    show = button(say(language, "more-show"), SHOW, str(case.id))
    row = actions([*_buttons(case, notice, word, language), show])
    blocks = [section(f"{text}{quoted}"), row]
    return Post(say(language, "word-notification", case=case.name), blocks)


def _thanks(look: Look, case: Case, notice: Notice, language: str) -> Post | None:
    """Return a customer's praise for who is named in it; None once it was taken back."""
    if not thanks_passed_on(look, case):
        return None
    text = say(language, "word-thanks", by=name_of(look, str(notice.about["by"])))
    words = look.reading(case.verbatim_id).masked
    return Post(
        say(language, "word-notification", case=case.name), [section(text), quote_block(words)]
    )


def _improvement(look: Look, notice: Notice, language: str) -> Post | None:
    """Return what somebody hears of an improvement; None once it is over."""
    together = look.improvement(int(notice.about["improvement"]))
    is_about_done = notice.about["word"] == "improvement_aside"
    if not together.is_open and not is_about_done:
        return None
    text = say(
        language,
        f"word-{notice.about['word']}".replace("_", "-"),
        improvement=together.name,
        what=escape(cut(" ".join(together.what.split()), at_most=_PART_AT_MOST)),
        by=name_of(look, str(notice.about["by"])) if notice.about.get("by") else "",
        due=say_due(together.due, language),
        on=say(language, f"obstacle-{notice.about['on']}") if notice.about.get("on") else "",
        customers=int(notice.about.get("customers") or 0),
    )
    show = button(say(language, "improvement-show"), SHOW_IMPROVEMENT, str(together.id))
    told = say(language, "improvement-notification", improvement=together.name)
    return Post(told, [section(text), actions([show])])


def _still_true(look: Look, case: Case, notice: Notice, to: str) -> bool:
    word = notice.about["word"]
    if word == "given":
        return case.taken_by == to
    if word in ("asked", "returned"):
        asked = [one for one in look.actions(case.id) if one.id == notice.about["action"]]
        return any(one.is_open and one.taker == to for one in asked)
    return True


def _sentence(look: Look, case: Case, notice: Notice, journey: JourneyMap, language: str) -> str:
    about = notice.about
    action = next((one for one in look.actions(case.id) if one.id == about.get("action")), None)
    text = say(
        language,
        f"word-{about['word']}".replace("_", "-"),
        case=case.name,
        about=escape(touchpoint_name(case, journey, language)),
        by=name_of(look, str(about["by"])) if about.get("by") else "",
        to=name_of(look, str(about["to"])) if about.get("to") else "",
        department=escape(journey.in_charge(case.department).name.in_(language)),
        what=escape(cut(action.what, at_most=_PART_AT_MOST)) if action else "",
        due=say_due(action.due, language) if action else "",
        cases=str(about.get("cases", "")),
        on=say(language, f"obstacle-{about['on']}") if about.get("on") else "",
    )
    if about["word"] == "stuck" and action and action.stuck_why:
        why = escape(cut(" ".join(action.stuck_why.split()), at_most=_PART_AT_MOST))
        return f"{text}\n{say(language, 'word-why', why=why)}"
    if about["word"] in ("given", "help_place") and case.reason:
        why = escape(cut(" ".join(case.reason.split()), at_most=_PART_AT_MOST))
        return f"{text}\n{say(language, 'word-why', why=why)}"
    return text


def _buttons(case: Case, notice: Notice, word: str, language: str) -> list[Block]:
    """Return what can be done at once: the next step, or letting go of it."""
    value = str(case.id)
    if word == "help_place":
        return [button(say(language, "more-pass-on"), PASS_ON, value, style="primary")]
    if word in ("asked", "returned"):
        done = button(say(language, "nudge-done"), "finish", f"{value}:{notice.about['action']}")
        stuck = button(
            say(language, "actions-stuck"), "say_stuck", f"{value}:{notice.about['action']}"
        )
        return [done, stuck]
    step = next_step(case)
    if word != "given" or step is None or not step.by_people:
        return []
    label = say(language, f"button-{step.name}".replace("_", "-"))
    back = button(say(language, "nudge-hand-back"), "hand_back", value)
    return [button(label, step.name, value, style="primary"), back]
