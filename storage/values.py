"""Many values in one statement, each under a name of its own, the same for every database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from storage.database import Row

# Databases bear some thousands of values in one statement.
ASKED_AT_ONCE = 512
_KINDS = {str: "text", int: "bigint", float: "double precision"}


def as_list(name: str, values: Iterable[object]) -> tuple[str, Row]:
    """Return what stands in `in (…)` for some values, and these by their names."""
    named = {f"{name}_{number}": value for number, value in enumerate(values)}
    return ", ".join(f":{one}" for one in named), named


def asked_for(values: Iterable[object]) -> Iterator[tuple[str, Row]]:
    """Yield what stands in `in (…)` for values, as many at a time as one statement bears.

    The last one is repeated up to a power of two, so that a few statements serve all numbers.
    """
    asked = list(values)
    for start in range(0, len(asked), ASKED_AT_ONCE):
        part = asked[start : start + ASKED_AT_ONCE]
        whole = 1 << (len(part) - 1).bit_length()
        yield as_list("asked", [*part, *part[-1:] * (whole - len(part))])


def as_values(
    rows: Sequence[Mapping[str, Any]], columns: Mapping[str, type]
) -> tuple[str, dict[str, Any]]:
    """Return the select that stands for some rows of these columns, and its values by names."""
    selects, named = [], {}
    for number, row in enumerate(rows):
        parts = []
        for column, kind in columns.items():
            named[f"{column}_{number}"] = row[column]
            parts.append(f"cast(:{column}_{number} as {_KINDS[kind]}) as {column}")
        selects.append(f"select {', '.join(parts)}")
    return " union all ".join(selects), named
