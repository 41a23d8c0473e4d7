"""Makes the list of everyday words anew: `python -m bot.reading.train_rarity FOLDER`.

FOLDER holds XED (Helsinki-NLP, film subtitles in `xed_fr.jsonl` and `xed_en.jsonl`) and GoEmotions
(Google, `goemotions_en.train.jsonl`), both under CC BY 4.0; a line is a JSON object with `text`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from math import log
from pathlib import Path

from bot.reading.words import stems_of, words_in

_HEADER = """\
# How rare words are in everyday language, by their stems: tenths, from 0 (in every sentence) to 9.
# What is not here is rarer. Learned by bot/reading/train_rarity.py from XED (Helsinki-NLP) and
# GoEmotions (Google), both CC BY 4.0. No text of theirs is in here.
"""
_FILES: Mapping[str, Sequence[str]] = {
    "fr": ("xed_fr.jsonl",),
    "en": ("xed_en.jsonl", "goemotions_en.train.jsonl"),
}
# A word of one text in so many thousand (9 is its natural logarithm) is as rare as any.
_RAREST = 9.0


def main(folder: Path) -> None:
    """Write `weights/rarity.txt` from the data in a folder."""
    lines = []
    for language, names in _FILES.items():
        tenths = _tenths([text for name in names for text in _texts(folder / name)], language)
        ranked = sorted(tenths, key=lambda stem: (tenths[stem], stem))
        for rarity, stems in groupby(ranked, key=tenths.__getitem__):
            lines.append(f"{language} {rarity} {' '.join(stems)}")
    target = Path(__file__).parent / "weights" / "rarity.txt"
    target.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _texts(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _tenths(texts: Sequence[str], language: str) -> dict[str, int]:
    """Return the rarity of stems, by how many of the texts hold them; not of the rarest."""
    held: Counter[str] = Counter()
    for text in texts:
        held.update(set(stems_of(words_in(text), language=language)))
    tenths = {
        stem: max(0, round(10 * log(len(texts) / count) / _RAREST))
        for stem, count in held.items()
        if not any(map(str.isdigit, stem))
    }
    return {stem: rarity for stem, rarity in tenths.items() if rarity <= 9}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
