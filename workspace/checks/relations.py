"""Say how the fields of one object must hang together, for the tables to name.

Each function here makes a relation: it looks at an object whose single fields are sound and
yields what is wrong, as (pointer inside the object, sentence).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from workspace.checks.shapes import Relation

Wrong = Iterator[tuple[str, str]]


def at_least_one(*names: str) -> Relation:
    """Ask for one of these fields, or more."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        if not any(name in thing for name in names):
            yield "", f"must define either {_either(names)}"

    return check


def exactly_one(*names: str) -> Relation:
    """Ask for one of these fields and no other of them."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        given = sum(name in thing for name in names)
        if given == 0:
            yield "", f"must define either {_either(names)}"
        elif given > 1:
            yield "", f"must define only one of {_either(names)}"

    return check


def at_most_one(*names: str) -> Relation:
    """Refuse two of these fields together."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        if sum(name in thing for name in names) > 1:
            yield "", f"must define only one of {_either(names)}"

    return check


def rising(*names: str) -> Relation:
    """Ask that each of these numbers (or numbers written as text) is not below the one before."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        given = [(name, Decimal(thing[name])) for name in names if name in thing]
        for (lower, low), (higher, high) in pairwise(given):
            if high < low:
                yield f"/{higher}", f"must not be less than {lower}"

    return check


def length_between(text: str, least: str, most: str) -> Relation:
    """Ask that a text is not longer nor shorter than two fields say."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        length = len(thing.get(text, ""))
        if text in thing and length > thing.get(most, length):
            yield f"/{text}", f"must be less than {thing[most] + 1} characters"
        if text in thing and length < thing.get(least, 0):
            yield f"/{text}", f"must be more than {thing[least] - 1} characters"

    return check


def whole_unless(flag: str, *names: str) -> Relation:
    """Ask that numbers written as text have no decimals unless a flag allows them."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        for name in names:
            if not thing[flag] and "." in thing.get(name, ""):
                yield f"/{name}", "must be a whole number"

    return check


def no_more_than(chosen: str, limit: str) -> Relation:
    """Ask that a list is not longer than a field says."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        if limit in thing and len(thing.get(chosen, ())) > thing[limit]:
            yield f"/{chosen}", f"no more than {thing[limit]} items allowed"

    return check


def different_values(thing: Mapping[str, Any]) -> Wrong:
    """Ask that no two options of a menu have the same value."""
    seen: set[str] = set()
    for at, option in _options(thing):
        if option["value"] in seen:
            yield f"{at}/value", "must be unique among the options"
        seen.add(option["value"])


def chosen_from_options(name: str) -> Relation:
    """Ask that what is chosen at first (an option or a list of them) is among the options."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        first = thing.get(name, [])
        offered = {_face(option) for _, option in _options(thing)}
        if isinstance(first, list):
            for index, option in enumerate(first):
                if _face(option) not in offered:
                    yield f"/{name}/{index}", "must be one of the options"
        elif _face(first) not in offered:
            yield f"/{name}", "must be one of the options"

    return check


def even_rows(thing: Mapping[str, Any]) -> Wrong:
    """Ask that all rows of a table have as many cells as the first."""
    width = len(thing["rows"][0])
    for index, row in enumerate(thing["rows"]):
        if len(row) != width:
            yield f"/rows/{index}", f"must provide {width} items, like the first row"


def settings_for_each_column(thing: Mapping[str, Any]) -> Wrong:
    """Ask that a table's column settings, when given, are as many as its columns."""
    width = len(thing["rows"][0])
    if len(thing.get("column_settings", thing["rows"][0])) != width:
        yield "/column_settings", f"must provide {width} items, one for each column"


def header_within_columns(thing: Mapping[str, Any]) -> Wrong:
    """Ask that the column that heads the rows exists."""
    if thing.get("row_header_column_index", 0) >= len(thing["rows"][0]):
        yield "/row_header_column_index", "must be the index of a column"


def cells_hold_at_most(most: int) -> Relation:
    """Limit the text of all plain cells of a table together, in characters."""

    def check(thing: Mapping[str, Any]) -> Wrong:
        if sum(len(cell.get("text", "")) for row in thing["rows"] for cell in row) > most:
            yield "/rows", f"must be less than {most + 1} characters in total"

    return check


def series_fit_categories(thing: Mapping[str, Any]) -> Wrong:
    """Ask that series differ in name and have one point for each category of the axis."""
    categories = thing["axis_config"]["categories"]
    names: set[str] = set()
    for index, series in enumerate(thing["series"]):
        if series["name"] in names:
            yield f"/series/{index}/name", "must be unique among the series"
        names.add(series["name"])
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            yield f"/series/{index}/data", "must provide one point for each category"


def input_needs_submit(view: Mapping[str, Any]) -> Wrong:
    """Ask that a modal that asks for input has a button to send it."""
    inside = [child for block in view["blocks"] for child in block.get("child_blocks", ())]
    if "submit" not in view and any(b["type"] == "input" for b in [*view["blocks"], *inside]):
        yield "", "missing required field: submit"


def _either(names: tuple[str, ...]) -> str:
    return " or ".join(f"`{name}`" for name in names)


def _options(thing: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for index, option in enumerate(thing.get("options", ())):
        yield f"/options/{index}", option
    for place, group in enumerate(thing.get("option_groups", ())):
        for index, option in enumerate(group["options"]):
            yield f"/option_groups/{place}/options/{index}", option


def _face(option: Mapping[str, Any]) -> tuple[str, str]:
    return option["text"]["text"], option["value"]
