"""Lists of words and phrases that the reading knows, as text anybody can correct."""

from importlib.resources import files


def sections_of(name: str) -> dict[str, list[str]]:
    """Return the lines of a list ("grave") by the `[section]` they stand in, in their order."""
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for raw in (files(__package__) / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections
