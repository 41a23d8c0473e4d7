"""Check a modal or a home tab as Slack does before it shows one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workspace.checks.blocks import FLAG, plain, typed
from workspace.checks.messages import BLOCK_LISTS
from workspace.checks.relations import input_needs_submit
from workspace.checks.shapes import (
    Choice,
    Problem,
    Shape,
    Surface,
    Text,
    Walk,
    bytes_of,
    problem,
)

VIEW_BYTES_MOST = 250_000

_NAMED: Mapping[str, Shape] = {
    "private_metadata": Text(most=3000),
    "callback_id": Text(most=255),
    "external_id": Text(most=255),
}


def _blocks(surface: Surface) -> Shape:
    return replace(BLOCK_LISTS[surface], least=1)


VIEWS = Choice(
    {
        "modal": typed(
            {"title": plain(24), "blocks": _blocks("modal")},
            {
                **_NAMED,
                "close": plain(24),
                "submit": plain(24),
                "clear_on_close": FLAG,
                "notify_on_close": FLAG,
            },
            also=(input_needs_submit,),
            surfaces=frozenset({"modal"}),
        ),
        "home": typed({"blocks": _blocks("home")}, _NAMED, surfaces=frozenset({"home"})),
    }
)


def check_view(view: Any) -> list[Problem]:
    """List why a view (a decoded `modal` or `home`) would be refused; nothing when it would not.

    Pointers start at `/view`. What is malformed is `invalid_arguments`, what is bigger than
    250 kB `view_too_large`.
    """
    kind = view.get("type") if isinstance(view, dict) else None
    walk = Walk("home" if kind == "home" else "modal")
    VIEWS.check(view, "/view", walk)
    if not walk.found and bytes_of(view) > VIEW_BYTES_MOST:
        return [problem("view_too_large", f"must be less than {VIEW_BYTES_MOST} bytes", "/view")]
    return walk.problems("invalid_arguments")
