"""What people do with an improvement in the dialogue tests, and where it shows."""

from typing import Any

from bot.improvement import Improvement
from tests.house import House

SUPPORT = "voix-assistance"
# Mild words at a touchpoint that is no moment of truth: such letters may leave together.
CALM = {
    "text": "Il faudrait pouvoir choisir la musique d’attente quand on appelle l’assistance.",
    "score": 7,
    "scale": "nps",
    "channel": "ticket",
    "touchpoint": "messages",
    "happened_at": "2026-11-23T18:00:00+01:00",
}
ENGLISH = "I would like to choose the waiting music when I call the help line, please."


def calm(name: str, **changes: Any) -> dict[str, Any]:
    """Return mild words of a customer of that name."""
    return CALM | {
        "id": f"{name}-1",
        "customer_id": name,
        "customer_name": name.capitalize(),
        "customer_email": f"{name}@exemple.example",
        **changes,
    }


def boxes(form: dict[str, Any]) -> dict[str, Any]:
    """Return the boxes of a form: of each case whether it is ticked."""
    found = {}
    for block in form["views"][-1]["blocks"]:
        element = block.get("element", {})
        if block.get("block_id", "").startswith("cases_"):
            ticked = {one["value"] for one in element.get("initial_options", [])}
            found |= {int(o["value"]): o["value"] in ticked for o in element["options"]}
    return found


def improvements(office: House) -> list[Improvement]:
    with office.ledger.look() as look:
        return look.improvements()


def live(office: House, name: str, channel: str = SUPPORT) -> dict[str, Any]:
    """Return the live message of an improvement."""
    return [one for one in office.messages(channel) if f"{name} " in one["text"]][-1]


def press(
    office: House, user: str, post: dict[str, Any], action: str, **how: Any
) -> dict[str, Any]:
    return office.does(user, "click", channel=SUPPORT, ts=post["ts"], action_id=action, **how)


def started(office: House, words: str, *, user: str = "ana", **fields: str) -> Improvement:
    """Let somebody fix something for all who said some words."""
    form = office.type(user, SUPPORT, f"améliorer {words}")
    typed = {"what": "Laisser choisir la musique.", "due": "dans 10 jours", **fields}
    kept = office.fill(user, form, **typed)
    assert kept["views"] == [], kept
    return improvements(office)[-1]


def done(
    office: House, improvement: Improvement, *, user: str = "ana", **said: str
) -> dict[str, Any]:
    """Let somebody say that it is done; returns the window with all its customers."""
    form = press(office, user, live(office, improvement.name), "improved")
    office.fill(user, form, **said)
    return press(office, user, live(office, improvement.name), "tell_customers")


def in_window(
    office: House, user: str, window: dict[str, Any], action: str, **how: Any
) -> dict[str, Any]:
    """Let a person press a button of the window on top."""
    view = window["views"][-1]
    return office.does(user, "click", view_id=view["id"], action_id=action, **how)


def tick(
    office: House, user: str, form: dict[str, Any], cases: list[int], **typed: str
) -> dict[str, Any]:
    """Let a person tick these cases alone in the form on top, and submit it."""
    values: dict[str, Any] = {block: {"value": value} for block, value in typed.items()}
    for block in form["views"][-1]["blocks"]:
        if block.get("block_id", "").startswith("cases_"):
            offered = [one["value"] for one in block["element"]["options"]]
            values[block["block_id"]] = {"value": [one for one in offered if int(one) in cases]}
    return office.does(user, "submit", view_id=form["views"][-1]["id"], values=values)


def told_to(office: House, name: str) -> list[dict[str, Any]]:
    return [mail for mail in office.inbox() if f"{name}@exemple.example" in mail["to"]]
