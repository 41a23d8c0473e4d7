"""The processor time that processes take (Linux): what other work disturbs least."""

import os
from collections.abc import Iterable
from pathlib import Path

# In /proc/PID/stat, after the name: the parent; the ticks of its own, then of its dead children.
_PARENT = 1
_OWN = slice(11, 13)
_WITH_DEAD_CHILDREN = slice(11, 15)


def processor_seconds(pid: int) -> float:
    """Return the seconds of processor time that a process took until now."""
    return _seconds(_fields(pid)[_OWN])


def family_seconds(pid: int) -> float:
    """Return the seconds that a process and its children took until now, dead ones included."""
    total = _seconds(_fields(pid)[_WITH_DEAD_CHILDREN])
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = _fields(int(place.name))
        except FileNotFoundError:  # it has just ended
            continue
        if int(fields[_PARENT]) == pid:
            total += _seconds(fields[_OWN])
    return total


def _fields(pid: int) -> list[str]:
    stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    return stat.rpartition(")")[2].split()


def _seconds(ticks: Iterable[str]) -> float:
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
