"""`boucle when`: the due date the bot understands, or its question back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.wording import language_of, say
from handlers.command_line.command import Command, Parser
from handlers.command_line.trouble import WrongUse

if TYPE_CHECKING:
    from argparse import Namespace

    from handlers.command_line.console import Console
    from handlers.command_line.parts import Parts

# How days and months stand in a date where nobody says otherwise: the day first.
_LOCALE = "fr-FR"


def _arguments(parser: Parser) -> None:
    parser.word("text", metavar="TEXT", nargs="+")
    parser.option("--now", metavar="T", type=_moment)
    parser.option("--locale", metavar="fr-FR")
    parser.flag("--json")


def _when(arguments: Namespace, console: Console, _parts: Parts) -> int:
    from bot.due import Due
    from bot.due_date import understand_due

    now = arguments.now or _now()
    locale = arguments.locale or _known(console.locale) or _LOCALE
    language = language_of(arguments.locale) if arguments.locale else console.language
    heard = understand_due(" ".join(arguments.text), now=now, locale=locale)
    if isinstance(heard, Due):
        due, question = heard.isoformat(), None
    else:
        due, question = None, say(language, f"terminal-when-{heard.reason.replace('_', '-')}")
    if arguments.json:
        console.json({"due": due, "question": question})
    elif isinstance(heard, Due):
        from bot.wording.dates import say_due

        written = say_due(heard, arguments.locale or language, today=now.date())
        console.print(f"{console.bold(written)}  {console.dim(heard.isoformat())}")
    else:
        console.print(question or "")
    return 0


def _now() -> datetime:
    """Return the time of this machine, in its zone."""
    from handlers.clock import RealClock

    return RealClock().now().astimezone()


def _moment(text: str) -> datetime:
    """Read an ISO 8601 moment; without a zone it is this machine's."""
    try:
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError) as wrong:
        raise WrongUse("terminal-use-moment", given=text) from wrong


def _known(locale: str) -> str:
    return locale if locale.lower().startswith(("fr", "en")) else ""


COMMAND = Command("when", _arguments, _when)
