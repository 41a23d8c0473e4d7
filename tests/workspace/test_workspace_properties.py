"""Whatever an app or a script sends, the workspace answers, and never with a 500."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workspace_hands import Hands

from workspace.control import ACTIONS
from workspace.web_api.arguments import RULES

ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=40),
    st.text(alphabet=string.punctuation + "0123456789", max_size=20),
    st.lists(st.integers() | st.text(max_size=5) | st.none(), max_size=3),
    st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=5), max_size=3),
    st.sampled_from(
        [
            "#general",
            "general",
            "ana",
            "1795290808.000001",
            "C0",
            "public_channel,im",
            "eyes",
            "\ud800",
            "\x00",
            "x" * 5000,
            10**30,
            [{"type": "section"}],
            [{"type": "actions", "elements": [{"type": "button"}]}],
            [[[]]],
            {"type": "modal", "blocks": None, "title": 3},
            {"type": "home", "blocks": [{}]},
            '{"type": "home", "blocks": []}',
            "[",
        ]
    ),
)
PLACES = st.fixed_dictionaries(
    {},
    optional={
        "channel": st.just("general") | ODD,
        "text": ODD,
        "ts": ODD,
        "thread_ts": ODD,
        "name": ODD,
        "view_id": ODD,
        "values": ODD,
        "value": ODD,
        "action_id": ODD,
        "block_id": ODD,
        "callback_id": ODD,
        "user": ODD,
        "files": ODD,
        "command": ODD,
        "app": ODD,
    },
)
METHODS = Path(__file__).parents[3] / "shared" / "slack" / "methods"
COMMON = {"invalid_arguments", "invalid_arg_name", "not_allowed_token_type", "missing_scope"}
PATIENT = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def calls(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    method = draw(st.sampled_from(sorted(set(RULES) - {"apps.connections.open", "api.test"})))
    names = sorted(RULES[method].arguments)
    chosen = draw(st.lists(st.sampled_from(names), unique=True)) if names else []
    return method, {name: draw(ODD) for name in chosen}


@given(call=calls())
@PATIENT
def test_every_call_is_answered_with_ok_or_an_error(
    standing: Hands, call: tuple[str, dict[str, Any]]
) -> None:
    method, arguments = call

    answer = post(standing, f"/api/{method}", arguments)

    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert body["ok"] is True or body["error"] in COMMON | listed(method, body["error"])


@given(action=st.sampled_from(ACTIONS), body=PLACES)
@PATIENT
def test_every_action_is_done_or_refused(
    standing: Hands, action: str, body: dict[str, Any]
) -> None:
    answer = post(standing, f"/_workspace/as/ana/{action}", body)

    assert answer.status_code in (200, 400, 404), answer.text


@given(
    path=st.sampled_from(["clock", "faults", "seed", "users", "channels", "apps"]),
    body=st.dictionaries(
        st.sampled_from(
            [
                "to",
                "advance",
                "method",
                "kind",
                "nth",
                "name",
                "users",
                "members",
                "channels",
                "apps",
                "groups",
                "tz",
                "locale",
                "scopes",
                "commands",
                "is_private",
                "topic",
            ]
        ),
        ODD,
        max_size=4,
    ),
)
@PATIENT
def test_every_wish_of_a_script_is_carried_out_or_refused(
    standing: Hands, path: str, body: dict[str, Any]
) -> None:
    answer = post(standing, f"/_workspace/{path}", body)
    standing.http.delete("/_workspace/faults")

    assert answer.status_code in (200, 400), answer.text


@given(body=ODD)
@PATIENT
def test_every_answer_to_a_press_is_taken_or_refused(standing: Hands, body: Any) -> None:
    core = standing.workspace._core
    app = next(iter(core.state.apps.values()))
    channel = core.state.channels[standing.id_of("general")]
    link = core.new_response_url(app, standing.id_of("ana"), channel)

    answer = post(standing, link, {"text": body, "blocks": body, "replace_original": True})

    assert answer.status_code in (200, 400, 404), answer.text


def listed(method: str, otherwise: str) -> set[str]:
    """The errors that Slack lists for a method; where its lists are not, any one will do."""
    path = METHODS / f"{method}.json"
    if not path.is_file():
        return {otherwise}
    return set(json.loads(path.read_text(encoding="utf-8"))["errors"])


def post(hands: Hands, url: str, body: Any) -> Any:
    headers = {"Authorization": "Bearer xoxb-local", "Content-Type": "application/json"}
    return hands.http.post(url, content=json.dumps(body), headers=headers)
