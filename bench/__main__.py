"""Measure everything, or the parts that are named, and print a table."""

import logging
import sys

import structlog

from bench import (
    delivery,
    idle,
    import_rate,
    meaning,
    memory,
    press,
    presses,
    reading_rate,
    start,
    understanding,
    workspace_posts,
)
from bench.figure import print_table

PARTS = {
    "import": import_rate.figures,
    "read": reading_rate.figures,
    "press": press.figures,
    "presses": presses.figures,
    "deliver": delivery.figures,
    "memory": memory.figures,
    "idle": idle.figures,
    "start": start.figures,
    "workspace": workspace_posts.figures,
}


def main(names: list[str]) -> int:
    """Measure the parts of these names (none: all); return the exit status."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if names == ["profile"]:
        import_rate.profile()
        return 0
    if names in (["understand"], ["meaning"]):
        part = understanding if names == ["understand"] else meaning
        for what, figure in part.table():
            print(f"{what}: {figure}", flush=True)
        return 0
    if unknown := [name for name in names if name not in PARTS]:
        print(f"{', '.join(unknown)}? There are: {', '.join(PARTS)}, profile.")
        return 2
    print_table([figure for name in names or PARTS for figure in PARTS[name]()])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
