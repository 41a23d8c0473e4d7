"""How well and how fast verbatims are read by what they mean, with `boucle[semantic]`.

`python -m bench meaning`; a quarter of an hour of one processor. What routing reads is measured as
in `bench.understanding`, on the same data.
"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from bench import understanding
from bench.understanding import agencies, bank, our_own, shown, texts_of_length
from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.reading.e5 import MultilingualE5, NotInstalled
from bot.reading.evaluate import NONE, Labelled, evaluate
from bot.reading.meaning import MakesVectors, Remembering, meanings_of, meant
from bot.reading.reader import MapReader

_TOPICS_LEARNED = 10
# Every fifth is enough to tell.
_SOME, _SURE = 5, 0.9


def table(maker: MakesVectors | None = None) -> Iterator[tuple[str, str]]:
    """Yield what was measured and the figure, a part at a time."""
    if maker is None:
        try:
            yield from _costs()
            maker = MultilingualE5()
        except NotInstalled:
            yield "meaning", "nothing to measure: boucle[semantic] is not installed"
            return
    if not understanding.DATA.is_dir():
        yield "meaning", "nothing to measure: ../shared/data is not here"
        return
    remembering = Remembering(maker)
    yield from _routing(remembering)
    yield from _worlds(remembering)


def _costs() -> Iterator[tuple[str, str]]:
    before, began = _resident(), time.process_time()
    maker = MultilingualE5()
    yield "load", f"{time.process_time() - began:.2f} s"
    map_texts = MapReader(our_own()[0]).map_texts()
    began = time.process_time()
    maker.vectors(map_texts)
    yield f"the {len(map_texts)} texts of our map", f"{time.process_time() - began:.1f} s"
    for length in (100, 600):
        texts = texts_of_length(length)[:30]
        began = time.process_time()
        maker.vectors([meant(text) for text in texts])
        each = len(texts) / (time.process_time() - began)
        yield f"vectors at {length} characters", f"{each:.1f} a second"
    yield "resident memory more", f"{(_resident() - before) / 1e6:.0f} MB"


def _routing(maker: MakesVectors) -> Iterator[tuple[str, str]]:
    for name, (journey_map, labelled) in {
        "French agencies": agencies(),
        "bank": bank(),
        "our example": our_own(),
    }.items():
        yield name, shown(evaluate(journey_map, labelled, meaning=maker).cold)
        for corrections in (1, 5, 10, 30):
            found = evaluate(journey_map, labelled, learn=corrections, meaning=maker)
            yield f"{name}, before {corrections} each", shown(found.cold)
            yield f"{name}, after {corrections} each", shown(found.learned)
    journey_map, asked, taught = _topics()
    yield "bank, 77 topics by name", shown(evaluate(journey_map, asked, meaning=maker).cold)
    found = evaluate(journey_map, [*taught, *asked], learn=_TOPICS_LEARNED, meaning=maker)
    yield f"bank, 77 topics, {_TOPICS_LEARNED} each", shown(found.learned)


def _topics() -> tuple[JourneyMap, list[Labelled], list[Labelled]]:
    """Return a map of the bank's topics, names as their only words; what to ask, what to teach."""
    asked, taught = understanding.topics("test"), understanding.topics("train")
    keys = sorted({one.touchpoint for one in asked if one.touchpoint})
    lines = [
        "{company: B, timezone: Europe/London, languages: [en], fallback: cx, fresh_for: all,",
        "leads: [a@b.example], departments: {cx: {name: {en: CX}, channel: '#cx'}},",
        "journey: [{stage: use, name: {en: Use}, touchpoints: [",
        *(
            f"{{key: {key}, name: {{en: '{key.replace('_', ' ')}'}}, owner: cx,"
            f" words: {{en: ['{key.replace('_', ' ')}']}}}},"
            for key in keys
        ),
        "]}]}",
    ]
    seen: Counter[str | None] = Counter()
    few: list[Labelled] = []
    for one in taught:
        seen[one.touchpoint] += 1
        if seen[one.touchpoint] <= _TOPICS_LEARNED:
            few.append(one)
    return read_journey("\n".join(lines).encode(), name="topics"), asked, few


def _worlds(maker: MakesVectors) -> Iterator[tuple[str, str]]:
    """Yield how well what belongs nowhere is told apart, and how much of it is placed."""
    journey_map, inside = bank()
    outside = [replace(one, touchpoint=NONE) for one in understanding.assistant()][::_SOME]
    sure = replace(journey_map, sure_enough=_SURE)
    found = evaluate(sure, [*inside[::_SOME], *outside], meaning=maker).cold
    if found and found.off_map_auroc:
        yield (
            "bank, less sure of what is asked of an assistant",
            f"{100 * found.off_map_auroc:.1f}",
        )
    reader = MapReader(sure)
    reader.know_map(meanings_of(maker, reader.map_texts()))
    closely = reader.closely(meanings_of(maker, [one.verbatim.text for one in outside]))
    placed = [closely.read(one.verbatim).touchpoint is not None for one in outside]
    yield f"placed of it at {100 * _SURE:.0f}", f"{100 * sum(placed) / len(placed):.1f}"


def _resident() -> int:
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return 1024 * int(next(line.split()[1] for line in lines if line.startswith("VmRSS")))
