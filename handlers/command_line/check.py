"""`boucle check`: the map, the settings and Slack, each problem with its place and cure."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.wording import say
from handlers.command_line.check_slack import check_app_token, check_slack
from handlers.command_line.check_words import accept_words, hints_about, suggest_words
from handlers.command_line.command import Command, Parser
from handlers.command_line.finding import Finding
from handlers.command_line.trouble import MapBroken, Trouble

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from bot.settings import Secret, Settings
    from handlers.command_line.console import Console
    from handlers.command_line.parts import AcceptedMap, Parts

_ENV_FILE = Path(".env")
_WRITE_LIKE = "terminal-check-setting"


def _arguments(parser: Parser) -> None:
    parser.flag("--suggest")
    parser.flag("--accept")
    parser.flag("--json")


def _check(arguments: Namespace, console: Console, parts: Parts) -> int:
    settings = parts.settings()
    accepted, findings = _map(parts, settings)
    if accepted is not None and arguments.accept:
        return accept_words(accepted, settings, parts, console)
    if accepted is not None and arguments.suggest:
        return suggest_words(accepted, parts, console, as_json=arguments.json)
    hints: list[Finding] = []
    findings += [
        *_addresses(settings),
        *_mail(settings, parts),
        *_replies(parts, hints),
        *_mailbox(settings, parts),
        *_tokens(settings),
        *_memory(parts),
        *_meaning(parts),
    ]
    has_asked = accepted is not None and settings.slack_bot_token is not None
    if accepted is not None and settings.slack_bot_token is not None and not findings:
        findings += _slack(settings, accepted, parts)
    if accepted is not None:
        hints += [*_closed_ways(settings, accepted), *hints_about(accepted, settings, parts)]
    if arguments.json:
        console.json([finding.as_json(console.language) for finding in [*findings, *hints]])
    else:
        for finding in [*findings, *hints]:
            console.print(finding.say(console.language))
        _sum_up(console, accepted, findings, asked_slack=has_asked)
        _say_whether_by_meaning(console, parts, settings, findings)
    return 1 if findings else 0


def _sum_up(
    console: Console,
    accepted: AcceptedMap | None,
    findings: list[Finding],
    *,
    asked_slack: bool,
) -> None:
    if findings:
        console.say("terminal-check-problems", number=len(findings))
        return
    if accepted is not None:
        journey = accepted.journey
        console.say(
            "terminal-check-fine",
            company=journey.company,
            stages=len(journey.stages),
            touchpoints=len(journey.touchpoints),
            departments=len(journey.departments),
        )
    if not asked_slack:
        console.warn(console.dim(say(console.language, "terminal-check-no-token")))


def _map(parts: Parts, settings: Settings) -> tuple[AcceptedMap | None, list[Finding]]:
    file = str(settings.boucle_journey)
    try:
        return parts.map(), []
    except MapBroken as broken:
        return None, [
            Finding(file, each.line, each.key, each.problem, each.names)
            for each in broken.mistakes
        ]
    except Trouble as trouble:
        return None, [_of_setting("BOUCLE_JOURNEY", trouble.key, trouble.names)]


def _addresses(settings: Settings) -> Iterator[Finding]:
    from bot.settings import SettingWrong

    for looks in (settings.listen_on, settings.intake_keys, settings.reply_address):
        try:
            looks()
        except SettingWrong as wrong:
            yield _of_setting(wrong.name, _WRITE_LIKE, {"wanted": wrong.wanted})
    addresses = {
        "SLACK_API_URL": (settings.slack_api_url, "https://slack.com/api"),
        "BOUCLE_URL": (settings.boucle_url, "https://boucle.example"),
        "BOUCLE_CLOCK": (settings.boucle_clock, "http://127.0.0.1:8700"),
    }
    for name, (address, wanted) in addresses.items():
        if address and not address.startswith(("https://", "http://")):
            yield _of_setting(name, _WRITE_LIKE, {"wanted": wanted})


def _mail(settings: Settings, parts: Parts) -> Iterator[Finding]:
    if settings.boucle_smtp is None:
        return
    try:
        parts.check_mail(settings.boucle_smtp.get_secret_value())
    except Trouble as trouble:
        yield _of_setting("BOUCLE_SMTP", _WRITE_LIKE, trouble.names)
    if not settings.boucle_mail_from:
        yield _of_setting("BOUCLE_MAIL_FROM", "terminal-check-no-sender", {})
    if settings.boucle_secret is None:
        yield _of_setting("BOUCLE_SECRET", "terminal-check-no-secret", {})


def _replies(parts: Parts, hints: list[Finding]) -> Iterator[Finding]:
    """Look whether Zendesk and the webhook can be used; what could be better goes to the hints."""
    try:
        if parts.check_replies() == "agent":
            name, problem = "BOUCLE_ZENDESK", "terminal-check-zendesk-no-admin"
            hints.append(replace(_of_setting(name, problem, {}), is_hint=True))
    except Trouble as trouble:
        is_unreadable = trouble.key == "terminal-setting-wrong"
        key = _WRITE_LIKE if is_unreadable else trouble.key
        yield _of_setting(str(trouble.names["name"]), key, trouble.names)


def _closed_ways(settings: Settings, accepted: AcceptedMap) -> Iterator[Finding]:
    """Name the sources that are answered by a way which no setting opens."""
    file, names = str(settings.boucle_journey), {"zendesk": "BOUCLE_ZENDESK"}
    for source, policy in accepted.journey.sources.items():
        way = policy.answer_by
        if way in ("zendesk", "webhook") and way not in settings.connected_ways():
            name = names.get(way, "BOUCLE_WEBHOOK")
            about = {"way": way, "name": name}
            found = Finding(file, 0, source, "terminal-check-way-closed", about, is_hint=True)
            yield found.found_in(file, accepted.text)


def _mailbox(settings: Settings, parts: Parts) -> Iterator[Finding]:
    """Look whether the company's mailbox opens; nothing in it is read."""
    if settings.boucle_imap is None:
        return
    try:
        parts.check_mailbox()
    except Trouble as trouble:
        key = trouble.key if trouble.key == "terminal-mailbox-silent" else _WRITE_LIKE
        yield _of_setting("BOUCLE_IMAP", key, trouble.names)
    if settings.boucle_secret is None:
        yield _of_setting("BOUCLE_SECRET", "terminal-check-no-mail-secret", {})


def _tokens(settings: Settings) -> Iterator[Finding]:
    tokens = {
        "SLACK_BOT_TOKEN": (settings.slack_bot_token, "xoxb-"),
        "SLACK_APP_TOKEN": (settings.slack_app_token, "xapp-"),
    }
    for name, (token, beginning) in tokens.items():
        if token is not None and not _begins(token, beginning):
            names = {"name": name, "beginning": beginning}
            yield _of_setting(name, "terminal-check-token-kind", names)
    has_way_in = settings.slack_app_token or settings.slack_signing_secret
    if settings.slack_bot_token is not None and not has_way_in:
        yield _of_setting("SLACK_APP_TOKEN", "terminal-check-no-way-in", {})


def _begins(token: Secret, beginning: str) -> bool:
    return token.get_secret_value().startswith(beginning)


def _memory(parts: Parts) -> Iterator[Finding]:
    try:
        if parts.has_ledger():
            with parts.ledger():
                return
    except Trouble as trouble:
        yield _of_setting("BOUCLE_DATABASE", trouble.key, trouble.names)


def _meaning(parts: Parts) -> Iterator[Finding]:
    try:
        parts.meaning()
    except Trouble as trouble:
        yield _of_setting("BOUCLE_SEMANTIC", "terminal-check-semantic", trouble.names)


def _say_whether_by_meaning(
    console: Console, parts: Parts, settings: Settings, findings: list[Finding]
) -> None:
    if findings or settings.boucle_semantic == "off":
        return
    key = "terminal-check-by-meaning" if parts.meaning() else "terminal-check-by-words"
    console.warn(console.dim(say(console.language, key)))


def _slack(settings: Settings, accepted: AcceptedMap, parts: Parts) -> list[Finding]:
    findings: list[Finding] = []
    if settings.slack_bot_token is not None:
        client = parts.slack(settings.slack_bot_token.get_secret_value())
        problems = check_slack(client, accepted.journey)
        findings += [
            each.found_in(str(settings.boucle_journey), accepted.text) for each in problems
        ]
    if settings.slack_app_token is not None and not findings:
        findings += check_app_token(parts.slack(settings.slack_app_token.get_secret_value()))
    return findings


def _of_setting(name: str, problem: str, names: object) -> Finding:
    """Return a problem of a setting, with its line where it stands in `.env`."""
    values = dict(names) if isinstance(names, dict) else {}
    if name in os.environ or not _ENV_FILE.is_file():
        return Finding("", 0, name, problem, values)
    lines = _ENV_FILE.read_text(encoding="utf-8", errors="replace").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.removeprefix("export ").partition("=")[0].strip().upper() == name:
            return Finding(str(_ENV_FILE), number, name, problem, values)
    return Finding("", 0, name, problem, values)


COMMAND = Command("check", _arguments, _check)
