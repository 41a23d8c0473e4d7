"""Who and what is in a workspace at its start: the usual people, or what a YAML file or data says.

```yaml
team: {name: Vélo Libre, domain: velolibre, timezone: Europe/Paris}
users:
  - {name: ana, real_name: Ana Ruiz, email: ana@velolibre.example, locale: fr-FR, title: Billing}
channels:
  - {name: general, members: [ana, boucle]}        # without `members`: every person, no app
  - {name: leads, is_private: true, members: [ana]}
groups:
  - {handle: cx-leads, name: CX leads, users: [lea]}
apps:
  - {name: boucle, bot_token: xoxb-local, app_token: xapp-local,
     signing_secret: local-signing-secret, manifest: app.yaml}
```
An app may name a Slack manifest (its scopes, events, commands, shortcuts and addresses are taken)
or give `scopes`, `bot_events`, `commands`, `shortcuts`, `events_url`, `interactivity_url` itself.
What is there already (same name) is changed, not made twice.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from workspace import changes
from workspace.checks import check_manifest
from workspace.core import Core
from workspace.shapes import user_as_json
from workspace.state import App, User, UserGroup

Json = dict[str, Any]

DEFAULT: Json = {
    "team": {"name": "Vélo Libre", "domain": "velolibre", "timezone": "Europe/Paris"},
    "users": [
        {"name": "ana", "real_name": "Ana Ruiz", "locale": "fr-FR", "title": "Billing"},
        {"name": "bruno", "real_name": "Bruno Keller", "locale": "en-GB", "title": "Support"},
        {"name": "chloe", "real_name": "Chloé Martin", "locale": "fr-FR", "title": "Product"},
        {"name": "david", "real_name": "David Osei", "locale": "en-US", "title": "Delivery"},
        {
            "name": "lea",
            "real_name": "Léa Moreau",
            "locale": "fr-FR",
            "title": "CX lead",
            "is_admin": True,
        },
    ],
    "apps": [
        {
            "name": "boucle",
            "bot_token": "xoxb-local",
            "app_token": "xapp-local",
            "signing_secret": "local-signing-secret",
            "commands": [
                {
                    "command": "/boucle",
                    "description": "The customer feedback loop",
                    "usage_hint": "help",
                }
            ],
        }
    ],
    "channels": [{"name": "general", "is_general": True}],
}

# Calm colours that white letters can be read on; people get them in turn.
_COLORS = ("4a6fa5", "8a4f7d", "3b7a57", "b0563b", "5b5ea6", "7a6a2f", "2f7f86", "a23e48")
# What an app may leave as null: everything is granted, everything is subscribed.
_LIST_OR_ALL = ("scopes", "bot_events")


class SeedNotUnderstood(ValueError):
    """The seed is not a mapping, or says something that a workspace does not have."""


def usual(*, beside: Json) -> Json:
    """The usual people, and the usual app unless a seed brings others in its place."""
    named = [app.get("name") for app in beside.get("apps") or [] if isinstance(app, dict)]
    if named and "boucle" not in named:
        return {key: value for key, value in DEFAULT.items() if key != "apps"}
    return DEFAULT


def read(path: Path) -> Json:
    """A seed file, with its manifests read in; SeedNotUnderstood with the reason otherwise."""
    found = _yaml(path)
    for app in _things(found, "apps"):
        if isinstance(app.get("manifest"), str):
            app["manifest"] = _yaml(path.parent / app["manifest"])
    return found


def plant(core: Core, seed: Json) -> None:
    """Put what a seed says into the workspace."""
    unknown = set(seed) - {"team", "users", "apps", "channels", "groups"}
    if unknown:
        raise SeedNotUnderstood(f"A seed has no {', '.join(sorted(unknown))}.")
    team = seed.get("team") or {}
    for key, value in (team if isinstance(team, dict) else {"": team}).items():
        _set(core.state.team, key, value)
    core.state.keep("team", core.state.team)
    for given in _things(seed, "users"):
        put_user(core, given)
    for given in _things(seed, "apps"):
        put_app(core, given)
    for given in _things(seed, "channels"):
        put_channel(core, given)
    for given in _things(seed, "groups"):
        put_group(core, given)


def put_user(core: Core, given: Json) -> User:
    """Add a person, or change the one of this name; apps hear `user_change`."""
    name = _name(given)
    there = core.state.user(name)
    if there is None:
        there = User(
            id=core.state.new_id("U"),
            name=name,
            real_name=name.capitalize(),
            email=f"{name}@{core.state.team.domain}.example",
            tz=core.state.team.timezone,
            color=_COLORS[len(core.state.users) % len(_COLORS)],
        )
        core.state.users[there.id] = there
    for key, value in given.items():
        _set(there, key, value)
    there.updated = core.seconds()
    core.state.keep("user", there)
    shown = user_as_json(core.state, there, url=core.url, with_locale=True)
    changes.tell_user_changed(core, shown)
    return there


def put_app(core: Core, given: Json) -> App:
    """Install an app with its bot user, or change the one of this name."""
    name, manifest = _name(given), given.get("manifest") or {}
    problems = check_manifest(manifest) if manifest else []
    if problems:
        raise SeedNotUnderstood(f"The manifest of {name}: {problems[0].message}")
    there = next((app for app in core.state.apps.values() if app.name == name), None)
    if there is None:
        there = _new_app(core, name)
    for key, value in {**_from_manifest(manifest), **given}.items():
        if key in ("commands", "shortcuts"):
            _check_entries(given, key)
        if key != "manifest":
            _set(there, key, value)
    there.updated = core.seconds()
    there.user_tokens = {
        token: found.id
        for token, who in there.user_tokens.items()
        if (found := core.state.user(who)) is not None
    }
    core.state.keep("app", there)
    core.learn_tokens(there)
    return there


def put_channel(core: Core, given: Json) -> str:
    """Make a channel, or bring the members it lacks into it; returns its id."""
    name = _name(given).lstrip("#")
    state = core.state
    people = [user.name for user in state.users.values() if not user.is_bot]
    there = state.channel(name)
    default = [] if there else people
    members = [state.user(member) for member in _names(given, "members", default)]
    if None in members:
        raise SeedNotUnderstood(f"A member of #{name} is nobody here.")
    if there is None:
        creator = next((user.id for user in members if user), "")
        private = bool(given.get("is_private"))
        there = changes.create_channel(core, name, creator=creator, is_private=private)
    for user in members:
        if user is not None and user.id not in there.members:
            changes.join(core, there, user)
    there.is_general = bool(given.get("is_general", there.is_general))
    there.is_archived = bool(given.get("is_archived", there.is_archived))
    for key in ("topic", "purpose"):
        if key in given:
            setattr(there, key, _note(core, str(given[key]), by=there.creator))
    state.keep_channel(there)
    changes.tell_channel_changed(core, there)
    return there.id


def put_group(core: Core, given: Json) -> UserGroup:
    """Make a user group, or change the one with this handle."""
    handle = str(given.get("handle") or "").lstrip("@")
    if not handle:
        raise SeedNotUnderstood("A group needs a handle.")
    groups = core.state.groups
    there = next((group for group in groups.values() if group.handle == handle), None)
    if there is None:
        there = UserGroup(core.state.new_id("S"), handle, handle, created=core.seconds())
        groups[there.id] = there
    there.name = str(given.get("name", there.name))
    found = [core.state.user(name) for name in _names(given, "users", [])]
    there.users = [user.id for user in found if user] or there.users
    core.state.keep("group", there)
    return there


def _yaml(path: Path) -> Json:
    from ruamel.yaml import YAML  # here: the usual workspace starts without it
    from ruamel.yaml.error import YAMLError

    try:
        found = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except OSError as unreadable:
        raise SeedNotUnderstood(f"{path} cannot be read: {unreadable.strerror}.") from unreadable
    except YAMLError as broken:
        raise SeedNotUnderstood(f"{path} is not YAML: {broken}") from broken
    if not isinstance(found, dict):
        raise SeedNotUnderstood(f"{path} is not a mapping.")
    return found


def _things(given: Json, key: str) -> list[Json]:
    found = given.get(key) or []
    if not isinstance(found, list) or not all(isinstance(thing, dict) for thing in found):
        raise SeedNotUnderstood(f"{key} is a list of things with names, not {found!r}.")
    return found


def _names(given: Json, key: str, default: list[str]) -> list[str]:
    found = given.get(key, default)
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise SeedNotUnderstood(f"{key} is a list of names, not {found!r}.")
    return found


def _check_entries(app: Json, key: str) -> None:
    needed = {"commands": "command", "shortcuts": "callback_id"}[key]
    if not all(isinstance(entry.get(needed), str) for entry in _things(app, key)):
        raise SeedNotUnderstood(f"Each of the {key} has its {needed}.")


def _set(thing: Any, key: str, value: Any) -> None:
    if key == "id" or key not in {field.name for field in fields(thing)}:
        raise SeedNotUnderstood(f"A {type(thing).__name__.lower()} has no {key!r}.")
    kinds = (list, type(None)) if key in _LIST_OR_ALL else (type(getattr(thing, key)),)
    if not isinstance(value, kinds) or (key in ("tz", "timezone") and not _is_zone(str(value))):
        raise SeedNotUnderstood(f"{key} cannot be {value!r}.")
    setattr(thing, key, value)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # a bad name, a folder, an unknown zone
        return False
    return True


def _name(given: Any) -> str:
    name = given.get("name") if isinstance(given, dict) else None
    if not isinstance(name, str) or not name.strip():
        raise SeedNotUnderstood(f"This has no name: {given!r}")
    return name


def _new_app(core: Core, name: str) -> App:
    bot = User(
        id=core.state.new_id("U"),
        name=name.lower().replace(" ", "_"),
        real_name=name,
        is_bot=True,
        locale="en-US",
        color="2f6f4f",
        bot_id=core.state.new_id("B"),
        app_id=core.state.new_id("A"),
        updated=core.seconds(),
    )
    core.state.users[bot.id] = bot
    core.state.keep("user", bot)
    app = App(
        id=bot.app_id,
        name=name,
        bot_id=bot.bot_id,
        bot_user_id=bot.id,
        bot_token=f"xoxb-{name}",
        app_token=f"xapp-{name}",
        signing_secret=f"{name}-signing-secret",
        verification_token=f"{name}-verification-token",
    )
    core.state.apps[app.id] = app
    return app


def _note(core: Core, text: str, *, by: str) -> Json:
    return {"value": text, "creator": by, "last_set": core.seconds()}


def _from_manifest(manifest: Json) -> Json:
    """The parts of a Slack manifest that a workspace keeps to."""
    if not manifest:
        return {}
    features, settings = manifest.get("features") or {}, manifest.get("settings") or {}
    home = features.get("app_home") or {}
    events = settings.get("event_subscriptions") or {}
    interactivity = settings.get("interactivity") or {}
    scopes = (manifest.get("oauth_config") or {}).get("scopes") or {}
    return {
        "scopes": list(scopes.get("bot") or []),
        "bot_events": list(events.get("bot_events") or []),
        "commands": [dict(command) for command in features.get("slash_commands") or []],
        "shortcuts": [dict(shortcut) for shortcut in features.get("shortcuts") or []],
        "events_url": events.get("request_url") or "",
        "interactivity_url": interactivity.get("request_url") or "",
        "options_url": interactivity.get("message_menu_options_url") or "",
        "home_tab": bool(home.get("home_tab_enabled", False)),
        "messages_tab": bool(home.get("messages_tab_enabled", False)),
    }
