"""Makes the profiles of languages anew: `python -m bot.reading.train_profiles`.

It takes them from the model of py3langid (Adrien Barbaresi, after Marco Lui and Timothy Baldwin,
BSD licence), which has to be installed for it: of its letter sequences those of up to four letters
that are most frequent in any of our languages, each with how likely it is there.
"""

import importlib
from collections import deque
from pathlib import Path
from typing import Any

import numpy as np

from bot.reading.profiles import LONGEST, STEP

_OURS = ("fr", "en")
_OTHERS = (
    "it",
    "es",
    "pt",
    "ca",
    "ro",
    "de",
    "nl",
    "da",
    "no",
    "sv",
    "pl",
    "cs",
    "tr",
    "fi",
    "hu",
)
LANGUAGES = _OURS + _OTHERS
# Of 30,000 the most frequent: as good on short texts as all.
_GRAMS = 7_000
# Bytes that a letter sequence is made of: lower case, spaces, and what other letters begin with.
_BYTES = [sign for sign in range(256) if sign == 0x20 or 0x61 <= sign <= 0x7A or sign >= 0x80]
_LONGEST_BYTES = 6


def main() -> None:
    """Write `weights/profiles.npz`."""
    model = importlib.import_module("py3langid.langid")._load_identifier()  # noqa: SLF001 # its parts
    grams = _grams_of(model)
    # French and English come first: all others are what they are compared with.
    columns = [model.nb_classes.index(language) for language in LANGUAGES]
    likely = np.array([model.nb_ptc[number][columns] for number in grams.values()])
    most = np.argsort(-likely.max(axis=1), kind="stable")[:_GRAMS]
    told = likely[most] - likely[most].mean(axis=1, keepdims=True)
    np.savez_compressed(
        Path(__file__).parent / "weights" / "profiles.npz",
        grams=np.array("\n".join([*grams][at] for at in most)),
        languages=np.array(" ".join(LANGUAGES)),
        told=np.clip(np.round(told / STEP), -127, 127).astype(np.int8),
    )


def _grams_of(model: Any) -> dict[str, int]:
    """Return the letter sequences of a model and their numbers, found by walking its automaton."""
    ways = {0: b""}
    found: dict[str, int] = {}
    waiting = deque([0])
    while waiting:
        state = waiting.popleft()
        number, way = model.tk_output[state], ways[state]
        if number >= 0 and (gram := _readable(way)) is not None:
            found.setdefault(gram, number)
        for sign in _BYTES if len(way) < _LONGEST_BYTES else ():
            after = model.tk_nextmove[(model.tk_row[state] << 8) + sign]
            if after not in ways:
                ways[after] = way + bytes([sign])
                waiting.append(after)
    return found


def _readable(way: bytes) -> str | None:
    try:
        gram = way.decode()
    except UnicodeDecodeError:
        return None
    is_latin = all(sign == " " or (sign.isalpha() and sign <= "\u024f") for sign in gram)
    return gram if is_latin and len(gram) <= LONGEST else None


if __name__ == "__main__":
    main()
