"""Makes the weights of the languages anew: `python -m bot.reading.train_language FOLDER`.

FOLDER holds XED (Helsinki-NLP, film subtitles in `xed_fr.jsonl` and `xed_en.jsonl`) and GoEmotions
(Google, `goemotions_en.train.jsonl`), both under CC BY 4.0; a line is a JSON object with `text`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from math import log
from pathlib import Path

from bot.reading.language import trigrams_of
from bot.reading.words import words_in

_HEADER = """\
# Letter trigrams ("_" a word's border) and how they tell French (above 0) from English (below 0):
# ten times the natural logarithm of the ratio of their frequencies.
# Learned by bot/reading/train_language.py from XED (Helsinki-NLP) and GoEmotions (Google), both
# CC BY 4.0. No text of theirs is in here.
"""
# A trigram seen less often is chance; one that tells less than this tells nothing.
_LEAST_SEEN = 20
_LEAST_TOLD = 0.4
# Added to each count, so that what one language never has is not proof by itself.
_SMOOTHING = 2.0


def main(folder: Path) -> None:
    """Write `weights/language.txt` from the data in a folder."""
    french = _counted(_texts(folder / "xed_fr.jsonl"))
    english = _counted(_texts(folder / "xed_en.jsonl"))
    english.update(_counted(_texts(folder / "goemotions_en.train.jsonl")))
    lines = [
        f"{trigram.replace(' ', '_')}\t{round(10 * odds)}"
        for trigram, odds in sorted(_odds(french, english).items())
    ]
    target = Path(__file__).parent / "weights" / "language.txt"
    target.write_text(_HEADER + "\n".join(lines) + "\n", encoding="utf-8")


def _texts(file: Path) -> Iterator[str]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(
        trigram for text in texts for word in words_in(text) for trigram in trigrams_of(word)
    )


def _odds(french: Counter[str], english: Counter[str]) -> dict[str, float]:
    odds: dict[str, float] = {}
    sizes = french.total(), english.total()
    for trigram in french.keys() | english.keys():
        if french[trigram] + english[trigram] < _LEAST_SEEN:
            continue
        told = log((french[trigram] + _SMOOTHING) / sizes[0])
        told -= log((english[trigram] + _SMOOTHING) / sizes[1])
        if abs(told) >= _LEAST_TOLD:
            odds[trigram] = told
    return odds


if __name__ == "__main__":
    main(Path(sys.argv[1]))
