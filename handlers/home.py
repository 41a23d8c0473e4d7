"""When someone opens the bot's App Home: what they have, and how it works."""

from slack_bolt import App

from bot.wording import say
from handlers.cards.actions_window import action_line
from handlers.cards.case_line import case_lines, paragraphs
from handlers.cards.elements import Block, actions, button, divider, header, section
from handlers.cards.improvement_line import own_cases, own_improvements
from handlers.cards.nudge import CHOOSE
from handlers.commands import COMMAND
from handlers.desk import Desk
from handlers.pause_command import paused_line
from handlers.receive import Received, listener
from handlers.site import site_of

_WHAT_AT_MOST = 120


def register(app: App, desk: Desk) -> None:
    """Connect App Home."""
    app.event("app_home_opened")(listener(desk, show_home))


def show_home(received: Received) -> None:
    """Publish the person's own page."""
    if received.body["event"].get("tab") == "home":
        view = {"type": "home", "blocks": _blocks(received)}
        received.client.views_publish(user_id=received.by, view=view)


def _blocks(received: Received) -> list[Block]:
    language, journey = received.language, received.desk.journey
    site = site_of(received.client)
    with received.desk.ledger.look() as look:
        mine = own_cases(look, received.by)
        together = own_improvements(look, received.by, journey, language)
        lines = case_lines(look, mine, journey, language, site=site)
        doing = [
            f"{look.case(case_id).name} {action_line(look, one, language, at_most=_WHAT_AT_MOST)}"
            for case_id, planned in look.open_actions().items()
            for one in planned
            if one.taker == received.by
        ]
        paused = paused_line(look, received.desk, language)
    return [
        header(journey.company),
        *([section(paused)] if paused else []),
        section(f"*{say(language, 'today-mine', cases=len(mine))}*"),
        *lines,
        *together,
        *(paragraphs("\n".join([f"*{say(language, 'home-doing')}*", *doing])) if doing else []),
        actions([button(say(language, "nudge-choose"), CHOOSE, "all")]),
        divider(),
        *paragraphs(say(language, "command-help", command=COMMAND)),
    ]
