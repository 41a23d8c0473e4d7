"""team.info and blocks.validate: an app asks about the workspace and about its own blocks."""

from __future__ import annotations

from typing import Any, Literal

from workspace.checks import check_blocks
from workspace.web_api.call import Call, Refused
from workspace.web_api.chat import refuse

Json = dict[str, Any]

_SURFACES: dict[str, Literal["message", "modal", "home"]] = {
    "message": "message",
    "modal": "modal",
    "home": "home",
}


def team_info(call: Call) -> Json:
    """The workspace itself."""
    team = call.state.team
    if call.get("team") not in ("", team.id) or call.get("domain") not in ("", team.domain):
        raise Refused("team_not_found")
    icons = {f"image_{size}": f"{call.core.url}/avatars/{team.id}.svg" for size in (34, 68, 132)}
    return {
        "team": {
            "id": team.id,
            "name": team.name,
            "url": f"{call.core.url}/",
            "domain": team.domain,
            "email_domain": "",
            "icon": icons | {"image_default": True},
            "avatar_base_url": f"{call.core.url}/avatars/",
            "is_verified": False,
        }
    }


def blocks_validate(call: Call) -> Json:
    """Check blocks without posting them."""
    surface = call.get("surface") or "message"
    if surface not in _SURFACES:
        raise Refused("invalid_arguments", "[ERROR] unknown surface [json-pointer:/surface]")
    refuse(check_blocks(call.arguments["blocks"], _SURFACES[surface]))
    return {}


METHODS = {"blocks.validate": blocks_validate, "team.info": team_info}
