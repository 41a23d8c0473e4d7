"""api.test, auth.test, apps.connections.open, bots.info: an app asks about itself."""

from __future__ import annotations

from typing import Any

from workspace.shapes import bot_as_json
from workspace.web_api.call import Call, Refused

Json = dict[str, Any]


def api_test(call: Call) -> Json:
    """Answer with what was sent, or with the error that was asked for."""
    if call.get("error"):
        raise Refused(call.get("error"), args=call.arguments)
    return {"args": call.arguments} if call.arguments else {}


def auth_test(call: Call) -> Json:
    """Say whose token this is."""
    team = call.state.team
    if call.speaks_as == "app":
        return {"app_name": call.app.name, "app_id": call.app.id}
    user = call.state.users[call.user_id]
    answer: Json = {
        "url": f"{call.core.url}/",
        "team": team.name,
        "user": user.name,
        "team_id": team.id,
        "user_id": user.id,
        "is_enterprise_install": False,
    }
    return answer | ({"bot_id": call.app.bot_id} if call.speaks_as == "bot" else {})


def apps_connections_open(call: Call) -> Json:
    """Give out the address of a socket."""
    ticket = call.core.delivery.sockets.new_ticket(call.app.id)
    address = call.core.url.replace("http", "ws", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={call.app.id}"}


def bots_info(call: Call) -> Json:
    """Describe a bot; without `bot`, the one that asks."""
    wanted = call.get("bot") or call.app.bot_id
    for app in call.state.apps.values():
        if app.bot_id == wanted:
            return {"bot": bot_as_json(app, url=call.core.url)}
    raise Refused("bot_not_found")


METHODS = {
    "api.test": api_test,
    "auth.test": auth_test,
    "apps.connections.open": apps_connections_open,
    "bots.info": bots_info,
}
