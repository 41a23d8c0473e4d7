"""Triggers live three seconds and serve once; modals stack three deep; closing tells who asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from workspace_hands import Hands, Online, start

from workspace import Pace

TEXT = {"type": "plain_text", "text": "A form"}
PUSH = {"type": "button", "action_id": "deeper", "text": {"type": "plain_text", "text": "Deeper"}}


def form(**more: Any) -> dict[str, Any]:
    blocks = [{"type": "actions", "block_id": "row", "elements": [PUSH]}]
    return {"type": "modal", "title": TEXT, "blocks": blocks, **more}


@pytest.fixture
def hasty() -> Iterator[Hands]:
    workspace = start(pace=Pace(trigger=0.0))
    hands = Hands(workspace)
    yield hands
    hands.http.close()
    workspace.stop()


def trigger(hands: Hands, *, view_id: str = "") -> str:
    core = hands.workspace._core
    app = next(iter(core.state.apps.values()))
    return core.new_trigger(app, hands.id_of("ana"), view_id=view_id)


def test_a_trigger_serves_once(hands: Hands) -> None:
    pressed = trigger(hands)

    first = hands.call("views.open", trigger_id=pressed, view=form())
    again = hands.call("views.open", trigger_id=pressed, view=form())

    assert first["ok"]
    assert again["error"] == "exchanged_trigger_id"


def test_a_trigger_expires(hasty: Hands) -> None:
    late = hasty.call("views.open", trigger_id=trigger(hasty), view=form())

    assert late["error"] == "expired_trigger_id"


def test_a_trigger_of_nobody_is_invalid(standing: Hands) -> None:
    answer = standing.call("views.open", trigger_id="1.2.3", view=form())

    assert answer["error"] == "invalid_trigger_id"


def test_a_refused_view_does_not_use_the_trigger_up(hands: Hands) -> None:
    pressed = trigger(hands)

    broken = hands.call("views.open", trigger_id=pressed, view=form(title=None))
    mended = hands.call("views.open", trigger_id=pressed, view=form())

    assert broken["error"] == "invalid_arguments"
    assert mended["ok"]


def test_a_fourth_modal_does_not_fit(hands: Hands) -> None:
    view = hands.call("views.open", trigger_id=trigger(hands), view=form())["view"]
    for _ in range(2):
        pressed = trigger(hands, view_id=view["id"])
        view = hands.call("views.push", trigger_id=pressed, view=form())["view"]

    pressed = trigger(hands, view_id=view["id"])
    fourth = hands.call("views.push", trigger_id=pressed, view=form())

    assert fourth["error"] == "push_limit_reached"
    assert len(hands.get("views", user="ana")["views"]) == 3


def test_what_was_typed_stays_when_the_app_changes_the_form(hands: Hands, online: Online) -> None:
    field = {
        "type": "input",
        "block_id": "words",
        "optional": True,
        "label": TEXT,
        "element": {"type": "plain_text_input", "action_id": "text"},
    }
    shown = form(submit=TEXT)
    shown["blocks"].append(field)

    @online.app.action("deeper")
    def change(ack: Any, body: Any, client: Any) -> None:
        title = {"type": "plain_text", "text": "Changed"}
        view = body["view"]
        client.views_update(view_id=view["id"], hash=view["hash"], view={**shown, "title": title})
        ack()

    online.connect()
    view = hands.call("views.open", trigger_id=trigger(hands), view=shown)["view"]

    typed = {"words": {"text": "half a sentence"}}
    done = hands.as_("ana", "click", view_id=view["id"], action_id="deeper", values=typed)

    assert done["views"][0]["title"]["text"] == "Changed"
    assert done["views"][0]["state"]["values"]["words"]["text"]["value"] == "half a sentence"


def test_closing_the_whole_stack_tells_each_form_that_asked(hands: Hands, online: Online) -> None:
    closed: list[tuple[str, bool]] = []

    @online.app.view_closed("told")
    def note(ack: Any, view: Any, body: Any) -> None:
        closed.append((view["id"], body["is_cleared"]))
        ack()

    online.connect()
    told = form(callback_id="told", notify_on_close=True)
    first = hands.call("views.open", trigger_id=trigger(hands), view=told)["view"]
    pressed = trigger(hands, view_id=first["id"])
    second = hands.call("views.push", trigger_id=pressed, view=told)["view"]

    done = hands.as_("ana", "close", view_id=second["id"], clear=True)

    assert done["views"] == []
    assert closed == [(second["id"], True), (first["id"], True)]


def test_a_form_of_another_person_cannot_be_sent(hands: Hands) -> None:
    view = hands.call("views.open", trigger_id=trigger(hands), view=form(submit=TEXT))["view"]

    assert hands.as_("bruno", "submit", view_id=view["id"])["error"] == "view_not_found"


def test_an_external_id_names_one_view(hands: Hands) -> None:
    named = form(external_id="case-1")
    hands.call("views.open", trigger_id=trigger(hands), view=named)

    twice = hands.call("views.open", trigger_id=trigger(hands), view=named)
    changed = hands.call("views.update", external_id="case-1", view=named)

    assert twice["error"] == "duplicate_external_id"
    assert changed["ok"]
