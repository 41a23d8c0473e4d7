"""Check an app's manifest against the limits that Slack names when it is pasted in."""

from typing import Any

from workspace.checks import forms
from workspace.checks.blocks import FLAG, WEB_URL
from workspace.checks.shapes import Many, Problem, Shape, Text, Thing, Walk, one_of

# Slack's own commands, which an app cannot have.
TAKEN_COMMANDS = frozenset(
    f"/{name}"
    for name in (
        *("active", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed"),
        *("feedback", "invite", "join", "kick", "leave", "me", "msg", "mute", "open"),
        *("remind", "remove", "rename", "search", "shortcuts", "shrug", "star", "status"),
        *("topic", "unarchive", "who"),
    )
)


def _is_free_command(text: str) -> bool:
    return bool(forms.is_command(text)) and text not in TAKEN_COMMANDS


_NAMES = Many(Text(least=1, most=50), most=255)
_EVENTS = Many(Text(least=1, most=50), most=100)
_CALLBACK_ID = Text(least=1, most=255)

MANIFEST = Thing(
    {
        "display_information": Thing(
            {"name": Text(least=1, most=35)},
            {
                "description": Text(least=1, most=140),
                "long_description": Text(least=175, most=4000),
                "background_color": Text(form=forms.is_colour, says="must be a valid colour"),
            },
        )
    },
    {
        "features": Thing(
            may={
                "app_home": Thing(
                    may=dict.fromkeys(
                        (
                            "home_tab_enabled",
                            "messages_tab_enabled",
                            "messages_tab_read_only_enabled",
                        ),
                        FLAG,
                    )
                ),
                "bot_user": Thing(
                    {"display_name": Text(least=1, most=80)}, {"always_online": FLAG}
                ),
                "shortcuts": Many(
                    Thing(
                        {
                            "name": Text(least=1, most=24),
                            "type": one_of("message", "global"),
                            "callback_id": _CALLBACK_ID,
                            "description": Text(least=1, most=150),
                        }
                    ),
                    least=1,
                    most=10,
                ),
                "slash_commands": Many(
                    Thing(
                        {
                            "command": Text(
                                least=2,
                                most=32,
                                form=_is_free_command,
                                says="must be a valid command that Slack does not use itself",
                            ),
                            "description": Text(least=1, most=2000),
                        },
                        {
                            "url": WEB_URL,
                            "usage_hint": Text(least=1, most=1000),
                            "should_escape": FLAG,
                        },
                    ),
                    least=1,
                    most=50,
                ),
                "unfurl_domains": Many(Text(least=1, most=255), least=1, most=5),
            },
            open=True,
        ),
        "oauth_config": Thing(
            may={
                "scopes": Thing(
                    may=dict.fromkeys(("bot", "user", "bot_optional", "user_optional"), _NAMES)
                ),
                "redirect_urls": Many(Text(most=2500), most=1000),
            },
            open=True,
        ),
        "settings": Thing(
            may={
                "event_subscriptions": Thing(
                    may={
                        "request_url": WEB_URL,
                        "bot_events": _EVENTS,
                        "user_events": _EVENTS,
                        "metadata_subscriptions": Many(
                            Thing({"app_id": Shape(), "event_type": Shape()}), least=1, most=20
                        ),
                    }
                ),
                "interactivity": Thing(
                    {"is_enabled": FLAG},
                    {"request_url": WEB_URL, "message_menu_options_url": WEB_URL},
                ),
                "org_deploy_enabled": FLAG,
                "socket_mode_enabled": FLAG,
                "token_rotation_enabled": FLAG,
            },
            open=True,
        ),
    },
    open=True,
)


def check_manifest(manifest: Any) -> list[Problem]:
    """List why Slack would refuse a decoded manifest, by its basic limits.

    Pointers start at the manifest's own top; what Slack may add in parts that are not checked
    here is let through.
    """
    walk = Walk()
    MANIFEST.check(manifest, "", walk)
    return walk.problems("invalid_manifest")
