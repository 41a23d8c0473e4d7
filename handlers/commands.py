"""When someone types `/boucle …`: what is open, what matters tomorrow, what the week was."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from slack_bolt import App

from bot.calendar import iso_week
from bot.case import case_id_in
from bot.digest.figures import week_of
from bot.journey import Department
from bot.ledger import Look, NotRemembered
from bot.loop import LOOP
from bot.priority import most_important
from bot.themes import THEMES_OF, themes_of
from bot.wording import say
from handlers import add_form, case_commands, improvements, pause_command
from handlers.cards.brief import brief_blocks
from handlers.cards.case_card import case_card
from handlers.cards.case_details import details
from handlers.cards.case_line import case_lines, paragraphs
from handlers.cards.digest import digest_blocks
from handlers.cards.elements import MESSAGE_AT_MOST, Block, divider, fitting, section
from handlers.cards.improvement_line import own_cases, own_improvements
from handlers.cards.stuck import stuck_blocks, unread_mail_blocks
from handlers.cards.text import escape
from handlers.cards.themes import themes_blocks
from handlers.customer_story import story_reply
from handlers.desk import Desk
from handlers.http.links import digest_link
from handlers.people import is_lead
from handlers.receive import Received, listener
from handlers.site import site_of
from handlers.statements import statements_reply
from handlers.weekly_digest import LINK_LASTS

COMMAND = "/boucle"

Reply = tuple[str, list[Block]]

# What a heading over a list takes of the message.
_TITLE_AT_MOST = 500
# "Brief": what to take to tomorrow's meeting.
_BRIEF = 3
# As many as one reads in a minute.
_THEMES = 10
_BRIEF_LOOKS_BACK = timedelta(days=7)


def register(app: App, desk: Desk) -> None:
    """Connect the slash command."""
    app.command(COMMAND)(listener(desk, run))


def run(received: Received) -> None:
    """Do what was typed; words that are not known get the help."""
    verb, _, rest = str(received.body.get("text", "")).strip().partition(" ")
    if doing := case_commands.VERBS.get(verb.casefold()):
        case_commands.do(received, doing, rest.strip())
        return
    if pausing := pause_command.VERBS.get(verb.casefold()):
        pause_command.do(received, pausing)
        return
    if verb.casefold() in improvements.IMPROVE_VERBS and rest.strip():
        improvements.improve(received, rest.strip())
        return
    name = NAMES.get(verb.casefold(), "unknown" if verb else "help")
    if name == "add":
        add_form.open_form(received)
        return
    with received.desk.ledger.look() as look:
        text, blocks = _COMMANDS[name](look, received, rest.strip())
        if paused := pause_command.paused_line(look, received.desk, received.language):
            blocks = fitting([section(paused), *blocks])
    received.only_you(text, blocks=blocks)


def _help(look: Look, received: Received, rest: str) -> Reply:
    del look, rest
    text = say(received.language, "command-help", command=COMMAND)
    return text, paragraphs(text)


def _unknown(look: Look, received: Received, rest: str) -> Reply:
    del look, rest
    text = say(received.language, "command-unknown", command=COMMAND)
    return text, [section(text)]


def _today(look: Look, received: Received, rest: str) -> Reply:
    """Say what waits on me, and what is to be taken: in this channel's department, or in all."""
    del rest
    language, desk = received.language, received.desk
    site = site_of(received.client)
    here = _department_here(received)
    departments = [here] if here else list(desk.journey.departments.values())
    # Each list gets its part of what one message holds.
    at_most = MESSAGE_AT_MOST // (len(departments) + 1) - _TITLE_AT_MOST
    mine = own_cases(look, received.by)
    title = say(language, "today-mine", cases=len(mine))
    blocks = [section(f"*{title}*")]
    blocks += case_lines(look, mine, desk.journey, language, site=site, at_most=at_most)
    blocks += own_improvements(look, received.by, desk.journey, language)
    for department in departments:
        untaken = look.cases_next("take", department=department.key)
        untaken = [case for case in untaken if not case.grave]
        if untaken:
            name = escape(department.name.in_(language))
            heading = say(language, "today-untaken", department=name, cases=len(untaken))
            blocks.append(section(f"*{heading}*"))
            blocks += case_lines(look, untaken, desk.journey, language, site=site, at_most=at_most)
    return title, fitting(blocks)


def _brief(look: Look, received: Received, rest: str) -> Reply:
    """Give three customers, good and bad, to take to tomorrow's meeting."""
    del rest
    desk, language = received.desk, received.language
    now = desk.now()
    here = _department_here(received)
    heard = [
        one.case
        for one in look.heard_between(now - _BRIEF_LOOKS_BACK, now)
        if one.case and not one.case.grave
    ]
    cases = [case for case in heard if here is None or case.department == here.key] or heard
    chosen = most_important(cases, desk.journey, at_most=_BRIEF, now=now)
    return brief_blocks(look, chosen, desk.journey, language)


def _list(look: Look, received: Received, rest: str) -> Reply:
    """List the open cases of a department (the channel's, or the one named), or of everybody."""
    language, desk = received.language, received.desk
    department = _department_named(received, rest) or _department_here(received)
    if rest and not _department_named(received, rest):
        names = ", ".join(one.name.in_(language) for one in desk.journey.departments.values())
        text = say(language, "list-unknown", given=escape(rest[:40]), departments=escape(names))
        return text, [section(text)]
    cases = look.open_cases(department=department.key if department else None)
    cases = [case for case in cases if not case.grave]
    title = say(
        language,
        "list-title",
        cases=len(cases),
        department=escape(department.name.in_(language) if department else desk.journey.company),
    )
    site = site_of(received.client)
    at_most = MESSAGE_AT_MOST - _TITLE_AT_MOST
    lines = case_lines(look, cases, desk.journey, language, site=site, at_most=at_most)
    return title, [section(f"*{title}*"), *lines]


def _show(look: Look, received: Received, rest: str) -> Reply:
    """Show one case: its card, and everything about it."""
    language, desk = received.language, received.desk
    case_id = case_id_in(rest)
    try:
        case = look.case(case_id or 0)
    except NotRemembered:
        text = say(language, "show-unknown", case=escape(rest[:40]) or "?")
        return text, [section(text)]
    if case.grave and not is_lead(look, received.by, desk.journey):
        text = say(language, "show-private", case=case.name)
        return text, [section(text)]
    card = case_card(look, case, desk.journey, language, desk.now())
    shown = details(look, case, desk.journey, language, viewer=received.by, now=desk.now())
    all_of_it = [*card.blocks, divider(), *shown]
    return card.text, fitting(all_of_it)


def _status(look: Look, received: Received, rest: str) -> Reply:
    """Say where the loops stand: by department, and by next step."""
    del rest
    language, desk = received.language, received.desk
    counts = look.count_open()
    lines = [f"*{say(language, 'status-title', cases=sum(counts.values()))}*"]
    for department in desk.journey.departments.values():
        steps = [
            say(language, f"status-{step.name}".replace("_", "-"), cases=counts[key])
            for step in LOOP
            if (key := (department.key, step.name)) in counts
        ]
        if steps:
            lines.append(f"{escape(department.name.in_(language))}: {' · '.join(steps)}")
    notices = look.count_notices()
    on_way = notices.get("waiting", 0) + notices.get("sending", 0)
    lines.append(
        say(
            language,
            "status-notices",
            waiting=on_way,
            held=notices.get("held", 0),
            dead=notices.get("dead", 0),
        )
    )
    blocks = paragraphs("\n".join(lines))
    if is_lead(look, received.by, desk.journey):
        blocks += stuck_blocks(look, look.stuck(), language)
        blocks += unread_mail_blocks(look.unread_mails(), desk.journey, language)
    return lines[0].strip("*"), fitting(blocks)


def _digest(look: Look, received: Received, rest: str) -> Reply:
    """Show the week so far."""
    del rest
    desk = received.desk
    now = desk.now()
    week = iso_week(now, desk.journey.timezone)
    counted = week_of(look, week=week, journey=desk.journey, now=now)
    link = digest_link(desk.settings, week, now + LINK_LASTS)
    return digest_blocks(counted, journey=desk.journey, language=received.language, link=link)


def _themes(look: Look, received: Received, rest: str) -> Reply:
    """Say what recurs: the last four weeks, against the four before."""
    del rest
    desk = received.desk
    now = desk.now()
    said = look.said_between(now - THEMES_OF, now)
    before = look.said_between(now - 2 * THEMES_OF, now - THEMES_OF)
    here = _department_here(received)
    themes = [
        theme
        for theme in themes_of(said, before, desk.journey)
        if here is None or desk.journey.owner_of(theme.touchpoint).key == here.key
    ]
    language = received.language
    name = here.name.in_(language) if here else ""
    text, blocks = themes_blocks(themes[:_THEMES], desk.journey, language, here=name)
    return text, fitting(blocks)


def _improve(look: Look, received: Received, rest: str) -> Reply:
    """Say what recurs, to begin an improvement from there, and how else one begins."""
    text, blocks = _themes(look, received, rest)
    how = section(say(received.language, "improvements-how"))
    return text, [*fitting(blocks, at_most=MESSAGE_AT_MOST - _TITLE_AT_MOST), how]


def _department_here(received: Received) -> Department | None:
    """Return the department whose channel the command was typed in."""
    here = str(received.body.get("channel_name", ""))
    departments = received.desk.journey.departments.values()
    return next((one for one in departments if one.channel.removeprefix("#") == here), None)


def _department_named(received: Received, text: str) -> Department | None:
    """Return the department that was typed, by key or name in any language."""
    wanted = text.casefold()
    for department in received.desk.journey.departments.values():
        names = {department.key, *department.name.texts.values()}
        if wanted in {name.casefold() for name in names}:
            return department
    return None


_COMMANDS: Mapping[str, Callable[[Look, Received, str], Reply]] = {
    "help": _help,
    "today": _today,
    "brief": _brief,
    "list": _list,
    "show": _show,
    "status": _status,
    "digest": _digest,
    "themes": _themes,
    "improve": _improve,
    "improvements": improvements.improvements_reply,
    "statements": statements_reply,
    "customer": story_reply,
    "unknown": _unknown,
}
# What people type, in both languages.
NAMES: Mapping[str, str] = {
    "help": "help",
    "aide": "help",
    "today": "today",
    "aujourdhui": "today",
    "aujourd'hui": "today",
    "aujourd’hui": "today",
    "brief": "brief",
    "bref": "brief",
    "add": "add",
    "ajouter": "add",
    "list": "list",
    "liste": "list",
    "show": "show",
    "voir": "show",
    "status": "status",
    "etat": "status",
    "état": "status",
    "digest": "digest",
    "semaine": "digest",
    "themes": "themes",
    "sujets": "themes",
    "improve": "improve",
    "améliorer": "improve",
    "ameliorer": "improve",
    "improvements": "improvements",
    "améliorations": "improvements",
    "ameliorations": "improvements",
    "statements": "statements",
    "phrases": "statements",
    "customer": "customer",
    "client": "customer",
}
