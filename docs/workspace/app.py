"""A small Slack app that meets every part of the local workspace: the repairs of a workshop.

Start `boucle workspace --seed docs/workspace/seed.yaml`, then this:
`SLACK_BOT_TOKEN=xoxb-workshop SLACK_APP_TOKEN=xapp-workshop
SLACK_API_URL=http://127.0.0.1:8700/api python docs/workspace/app.py`.
"""

import os
from datetime import date
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

Json = dict[str, Any]

CHANNEL = "#workshop"
SUNDAY = 6
WORK = ("Brakes", "Gears", "Puncture", "Full service")


def plain(words: str) -> Json:
    """Write a plain_text object."""
    return {"type": "plain_text", "text": words, "emoji": True}


def mrkdwn(words: str) -> Json:
    """Write a mrkdwn object."""
    return {"type": "mrkdwn", "text": words}


def option(words: str) -> Json:
    """Write an option whose value is its own text."""
    return {"text": plain(words), "value": words}


def field(name: str, label: str, element: Json, **more: Any) -> Json:
    """Write an input block whose block_id and action_id are `name`."""
    element = {**element, "action_id": name}
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, **more}


def button(words: str, action_id: str, **more: Any) -> Json:
    """Write a button."""
    return {"type": "button", "text": plain(words), "action_id": action_id, **more}


def booking(*, bike: str = "") -> Json:
    """Build the form that books a repair."""
    work = {"type": "static_select", "options": [option(name) for name in WORK]}
    parts = {"type": "actions", "elements": [button("Reserve parts…", "parts")]}
    return {
        "type": "modal",
        "callback_id": "booking",
        "title": plain("Book a repair"),
        "submit": plain("Book"),
        "close": plain("Cancel"),
        "blocks": [
            field("bike", "Which bike?", {"type": "plain_text_input", "initial_value": bike}),
            field("work", "What is to be done?", work),
            field("ready", "Ready on", {"type": "datepicker"}, hint=plain("Closed on Sundays.")),
            field("mechanic", "Mechanic", {"type": "users_select"}, optional=True),
            parts,
        ],
    }


def parts_form() -> Json:
    """Build the form that lies on the booking."""
    stock = ("Brake pads · 14 left", "Inner tube 28″ · 6 left", "Chain · 2 left")
    ticks = {"type": "checkboxes", "options": [option(name) for name in stock]}
    return {
        "type": "modal",
        "callback_id": "reserving",
        "title": plain("Reserve parts"),
        "submit": plain("Reserve"),
        "close": plain("Back"),
        "blocks": [field("stock", "From the shelf", ticks, optional=True)],
    }


def card(bike: str, work: str, ready: str, *, state: str = "Waiting", taker: str = "") -> Json:
    """Build a repair as the channel shows it, as arguments of chat.postMessage."""
    said = f"taken by <@{taker}>" if taker else "nobody has it yet"
    # The value of a button holds what the next press must know.
    value = "|".join((bike, work, ready))
    buttons = [button("Ready for the customer", "ready", style="primary", value=value)]
    if not taker:
        buttons.insert(0, button("I’ll take it", "take", value=value))
    menu = {"type": "overflow", "action_id": "more", "options": [option("Print the label")]}
    return {
        "text": f"{bike}: {work}, ready on {ready}",
        "blocks": [
            {"type": "section", "text": mrkdwn(f"*{bike}*\n{work}, ready on *{ready}*")},
            {"type": "context", "elements": [mrkdwn(f":wrench: {state} · {said}")]},
            {"type": "actions", "elements": [*buttons, menu]},
        ],
    }


def home() -> Json:
    """Build the App Home."""
    return {
        "type": "home",
        "blocks": [
            {"type": "header", "text": plain("Today in the workshop")},
            {
                "type": "section",
                "fields": [mrkdwn("*Waiting*\n3 bikes"), mrkdwn("*Ready*\n5 bikes")],
            },
            {"type": "divider"},
            {
                "type": "section",
                "text": mrkdwn("*Cargo bike, red*\nBrakes · promised for *Thursday*"),
                "accessory": button("Open", "more"),
            },
            {
                "type": "section",
                "text": mrkdwn("*City bike 7*\nPuncture · promised for *tomorrow*"),
                "accessory": button("Open", "more"),
            },
            {"type": "actions", "elements": [button("Book a repair", "book", style="primary")]},
        ],
    }


def show_home(event: Json, client: WebClient) -> None:
    """Publish the App Home of who opened it."""
    client.views_publish(user_id=event["user"], view=home())


def repair(ack: Any, command: Json, client: WebClient) -> None:
    """Answer `/repair list` to its author; open the form on anything else."""
    if command["text"] == "list":
        ack("*3 bikes wait:* Cargo bike, red (Thursday) · City bike 7 (tomorrow) · Tandem")
        return
    ack()
    client.views_open(trigger_id=command["trigger_id"], view=booking(bike=command["text"]))


def parts(ack: Any) -> None:
    """Answer `/parts`."""
    ack("Brake pads: 14 · Inner tubes: 6 · Chains: 2")


def book(ack: Any, body: Json, client: WebClient) -> None:
    """Open the form, with the words of the message whose menu was used."""
    ack()
    said = body["message"]["text"][:40] if body["type"] == "message_action" else ""
    client.views_open(trigger_id=body["trigger_id"], view=booking(bike=said))


def reserve(ack: Any, body: Json, client: WebClient) -> None:
    """Lay the second form on the first."""
    ack()
    client.views_push(trigger_id=body["trigger_id"], view=parts_form())


def booked(ack: Any, view: Json, client: WebClient) -> None:
    """Refuse a Sunday at its field, else post the repair."""
    given = {name: actions[name] for name, actions in view["state"]["values"].items()}
    day = date.fromisoformat(given["ready"]["selected_date"])
    if day.weekday() == SUNDAY:
        wrong = "The workshop is closed on Sundays. Choose another day."
        ack(response_action="errors", errors={"ready": wrong})
        return
    ack()
    work = given["work"]["selected_option"]["value"]
    repair_card = card(given["bike"]["value"], work, f"{day:%a %d %b}")
    client.chat_postMessage(channel=CHANNEL, **repair_card)


def take(ack: Any, body: Json, action: Json, client: WebClient) -> None:
    """Show in the card who has it, and tell this person alone what comes next."""
    ack()
    person, channel = body["user"]["id"], body["channel"]["id"]
    taken = card(*action["value"].split("|"), state="In work", taker=person)
    client.chat_update(channel=channel, ts=body["message"]["ts"], **taken)
    words = "It is yours. React with :white_check_mark: when the bike is done."
    client.chat_postEphemeral(channel=channel, user=person, text=words)


def ready(ack: Any, body: Json, client: WebClient) -> None:
    """Say in the thread that the customer knows."""
    ack()
    client.chat_postMessage(
        channel=body["channel"]["id"],
        thread_ts=body["message"]["ts"],
        text="The customer was told that the bike is ready.",
    )


def done(event: Json, client: WebClient) -> None:
    """Answer a check mark in the thread of its message."""
    if event["reaction"] == "white_check_mark":
        item = event["item"]
        client.chat_postMessage(
            channel=item["channel"], thread_ts=item["ts"], text="Off the list. Well done!"
        )


def acknowledge(ack: Any) -> None:
    """Take notice, and leave it there."""
    ack()


def workshop(client: WebClient) -> App:
    """Build the app: what it hears, and what it does then."""
    app = App(client=client)
    app.event("app_home_opened")(show_home)
    app.command("/repair")(repair)
    app.command("/parts")(parts)
    app.shortcut("book")(book)
    app.shortcut("from_message")(book)
    app.action("book")(book)
    app.action("parts")(reserve)
    app.view("reserving")(acknowledge)
    app.view("booking")(booked)
    app.action("take")(take)
    app.action("ready")(ready)
    app.action("more")(acknowledge)
    app.event("reaction_added")(done)
    app.event("message")(acknowledge)
    app.event("member_joined_channel")(acknowledge)
    return app


if __name__ == "__main__":
    web = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    SocketModeHandler(workshop(web), os.environ["SLACK_APP_TOKEN"]).start()  # type: ignore[no-untyped-call]
