"""Finds the touchpoint a text is about, from the words of the journey map alone.

Three measures are taken of a text against every touchpoint: the map's words and phrases found in
it, its words (Okapi BM25), and the cosine of its character 3- to 5-grams (tf-idf), which forgives
spelling. Each is put on one scale over the touchpoints (mean 0, deviation 1), and their mean
decides. Where the map's words say little, what the text's own words are like counts as well.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, filterfalse, repeat
from math import log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.journey import JourneyMap, Touchpoint
from bot.reading import ReadLanguage
from bot.reading.language import small_words_of
from bot.reading.learning import Example, Learned, shares_of
from bot.reading.letters import signs_of_letters
from bot.reading.likeness import Compass
from bot.reading.linear import sums_of
from bot.reading.meaning import MapMeaning, texts_of_map
from bot.reading.sureness import (
    EXPLAINED,
    Calibration,
    calibrated,
    sureness,
    sureness_closely,
    sureness_of_likes,
)
from bot.reading.weights import rarities
from bot.reading.word_rows import Numbers, WordRows
from bot.reading.words import fold, folded, stems_of, times_said, words_in

Floats = NDArray[np.float64]

_READ: tuple[ReadLanguage, ...] = ("fr", "en")
# How much the map's phrases, the words and the characters count. Words alone are the best of the
# three; these shares were better than even ones on four maps.
_SHARES = np.array([[2.0], [3.0], [2.0]]) / 7
# How soon more of the same word says nothing more, and how far long documents are discounted.
_OFTEN, _LENGTH = 1.2, 0.5
# How much what words are like counts where the map's own words say nothing, and how soon it counts
# less where they say something. Both stand on a plateau: from half to twice as much, and from 1 to
# 3, eleven maps of other trades gained 4 to 6 points, and no map that was known before lost one.
_ALIKE, _SAY_ENOUGH = 1.0, 1.5
# Counting less than this decides hardly anything.
_HARDLY = 0.03
# Sharpens the mean of the three measures into shares.
SHARPNESS = 1.5
# How much meaning counts beside these three together, and how sharp the sum is: the best of those
# tried on two maps; a third was scored when they stood.
_MEANING = 1.0
SHARPNESS_CLOSELY = 1.0
# Measures closer than this are all the same.
_NOTHING = 1e-6
# Differences between logits below this tell nothing.
_TELLS_APART = 0.05
# What a word that every touchpoint shares still weighs in a correction.
_LEAST_RARITY = 0.3
# What a small word weighs in a correction beside the most telling one.
_SMALL_WEIGHT = 0.2
# How rare in everyday language (0 to 0.9) the commonest words count in a correction.
_LEAST_EVERYDAY = 0.05
# An example tells a story: its words are about the touchpoint only half as often as the others.
_IN_AN_EXAMPLE = 0.5
# How many letters tell of a touchpoint, at least; what none of them holds.
_LETTERS, _NOBODYS = 3, 0xFFFFFFFF
# Words whose measures are kept: 4 MB at twelve touchpoints. No chunk of texts has as many.
_REMEMBERED = 40_000


@dataclass(frozen=True)
class Phrase:
    """A word or phrase of the map as it was written, and the stems it is found by."""

    written: str
    stems: tuple[str, ...]

    @cached_property
    def weight(self) -> float:
        """What finding it says: more, the longer it is."""
        return sqrt(len(" ".join(self.stems)))


# A phrase of the map that stands in a text, and the touchpoints it belongs to.
Found = tuple[Phrase, tuple[int, ...]]


class Scored(NamedTuple):
    """How a text stands to each touchpoint of the map, in the order of `Router.keys`.

    `shares` are the shares of belief in each touchpoint, which with that of "none of these" add
    up to 1; `order` are the touchpoints' numbers, the likeliest first, and `fits_none` tells that
    people taught that such texts belong to no touchpoint. `is_silent` tells that nothing in the
    text has to do with any. `found` are the map's phrases that stand in the text, longest first,
    and `found_weight` what they weigh for each touchpoint;
    `confidence` is how sure the likeliest touchpoint is, and `sureness` the log-odds of it before
    colleagues' judgement moved them.
    `cold` is the touchpoint the map alone would choose, None where its words say nothing.
    `meaning` is what the text means, as it was counted in; None where only its words were.
    """

    shares: Sequence[float]
    order: Sequence[int]
    fits_none: bool
    is_silent: bool
    confidence: float
    sureness: float
    found_weight: Sequence[float]
    found: Sequence[Found]
    weights: Mapping[str, float]
    cold: int | None
    meaning: Floats | None = None

    def best(self, number: int) -> list[tuple[int, float]]:
        """Return the likeliest touchpoints, best first, with the confidence in each (0 to 1)."""
        sure, shares = self.confidence, self.shares
        first, *others = self.order[:number]
        return [(first, sure), *[(at, min(sure, shares[at])) for at in others]]


@dataclass(frozen=True)
class Closely:
    """What is read by besides words: what the map's texts mean, and what was learned with it."""

    map: MapMeaning
    learned: Learned


class Router:
    """Scores texts against the touchpoints of one map, and learns from corrections."""

    def __init__(self, journey_map: JourneyMap) -> None:
        self.keys: tuple[str, ...] = tuple(journey_map.touchpoints)
        touchpoints = list(journey_map.touchpoints.values())
        self._fallback: ReadLanguage = journey_map.languages[0]
        self._indexes: Mapping[str, _Index] = {
            language: _Index(touchpoints, language) for language in _READ
        }
        self._texts = texts_of_map(touchpoints, [*journey_map.languages])
        self.learned = Learned(len(self.keys))
        self.closely: Closely | None = None
        self._calibration = Calibration()

    def score(self, words: Sequence[str], language: ReadLanguage) -> Scored:
        """Return how words (of `words_in`) stand to every touchpoint."""
        return self.score_all([words], language)[0]

    def score_all(self, texts: Sequence[Sequence[str]], language: ReadLanguage) -> list[Scored]:
        """Return how texts of one language, as words, stand to every touchpoint, each as alone.

        A text in a language we do not read is scored as one in the map's first language. All
        texts together hold at most 40,000 different words.
        """
        index = self._index(language)
        measured = index.measure(texts)
        weights = [index.weights(words) if self.learned.is_any else {} for words in texts]
        weighed = self.learned.weighed(weights)
        cold = SHARPNESS * measured.means
        logits = self.learned.logits_of(cold, weighed)
        shares = shares_of(logits)[:, :-1]
        evidence, whole = measured.evidence, measured.whole
        if self.learned.is_any:
            evidence[:, EXPLAINED] += index.explained_besides(texts, self.learned)
        sure = sureness(evidence, whole, shares=shares, moved=logits[:, :-1] - cold)
        if self.learned.is_any:
            first = shares.argmax(axis=1).tolist()
            pairs = zip(weighed.each(), first, strict=True)
            near = [self.learned.nearest(*one) for one in pairs]
            sure += sureness_of_likes(np.array(near, dtype=np.float64))
        return self._scored(measured, weights, cold, logits, sure)

    def score_closely(
        self, texts: Sequence[Sequence[str]], language: ReadLanguage, vectors: Floats
    ) -> list[Scored]:
        """Return how texts of one language stand to every touchpoint by words and meaning.

        `vectors` (rows) are what they mean; the map's own meaning must be known (`closely`).
        """
        closely = self._known_closely()
        index, spoken = self._index(language), self._spoken(language)
        measured = index.measure(texts)
        weights = [index.weights(words) for words in texts]
        lies = closely.map.measure(vectors, spoken)
        seen = closely.map.centred(vectors, spoken)
        cold = _closely(measured.means, lies)
        learned = closely.learned
        logits = learned.logits_of(cold, learned.weighed(weights), seen)
        shares = shares_of(logits)[:, :-1]
        sure = sureness_closely(
            measured.evidence, lies, shares=shares, moved=logits[:, :-1] - cold
        )
        return self._scored(measured, weights, cold, logits, sure, seen)

    def _scored(
        self,
        measured: "_Measured",
        weights: Sequence[Mapping[str, float]],
        cold: Floats,
        logits: Floats,
        sure: Floats,
        meanings: Floats | None = None,
    ) -> list[Scored]:
        """Return what is known of each text; all of it is asked for all of them at once."""
        shares = shares_of(logits)[:, :-1]
        # By what it means, a text always tells something.
        tells: NDArray[np.bool_] = np.any(measured.means, axis=1) | (meanings is not None)
        is_silent = ~tells & (np.ptp(logits[:, :-1], axis=1) < _TELLS_APART)
        first: list[int] = cold.argmax(axis=1).tolist()
        scored = map(
            Scored,
            shares.tolist(),
            (-shares).argsort(axis=1, kind="stable").tolist(),
            (logits.argmax(axis=1) == len(self.keys)).tolist(),
            is_silent.tolist(),
            self._calibration.confidences(sure).tolist(),
            sure.tolist(),
            measured.found_weights,
            measured.found,
            weights,
            [at if told else None for at, told in zip(first, tells.tolist(), strict=True)],
            repeat(None) if meanings is None else meanings,
        )
        return list(scored)

    def map_texts(self) -> list[str]:
        """Return what the map says of its touchpoints, as it is turned into vectors."""
        return sorted({text for texts in self._texts.values() for text, _ in texts})

    def reading_closely(self, meanings: Mapping[str, Floats]) -> Closely:
        """Return what reads by meaning, from the vectors of `map_texts`; nothing learned yet."""
        size = len(self.keys)
        return Closely(MapMeaning(self._texts, meanings, size), Learned(size))

    def says_most_alike(self, vector: Floats, language: ReadLanguage, number: int) -> str:
        """Return which text of the map on a touchpoint means most the same as a text."""
        return self._known_closely().map.nearest(vector, self._spoken(language), number)

    def found_weight(self, words: Sequence[str], language: ReadLanguage) -> list[float]:
        """Return what the map's phrases found in a text weigh for each touchpoint."""
        index = self._index(language)
        return index.weight_of(index.found(words))

    def most_telling(self, words: Sequence[str], language: ReadLanguage, number: int) -> str:
        """Return the word of a text because of which it most fits a touchpoint; "" for none."""
        return self._index(language).most_telling(words, number)

    def most_alike(self, words: Sequence[str], language: ReadLanguage, number: int) -> str:
        """Return which text of the map on a touchpoint a text's words are like; "" for none."""
        return self._index(language).most_alike(words, number)

    def words(self) -> set[str]:
        """Return every word of the map, folded."""
        return {word for index in self._indexes.values() for word in index.words()}

    def calibrate(self, judged: Sequence[tuple[float, bool]]) -> None:
        """Let confidence be what colleagues saw: how sure readings were, and which were right."""
        self._calibration = calibrated(judged)

    def language_knowing(self, words: Sequence[str]) -> ReadLanguage | None:
        """Return the one language in which the map's phrases stand in a text, else None."""
        french, english = (bool(self._index(it).found(words)) for it in _READ)
        if french == english:
            return None
        return "fr" if french else "en"

    def examples(
        self, texts: Sequence[Sequence[str]], language: ReadLanguage, rights: Sequence[str | None]
    ) -> list[Example]:
        """Return what is to be learned: which touchpoint texts belong to, or (None) to none.

        All texts, of one language, together hold at most 40,000 different words.
        """
        index = self._index(language)
        return [
            Example(
                weights=index.weights(words),
                cold=SHARPNESS * means,
                right=len(self.keys) if right is None else self.keys.index(right),
            )
            for words, means, right in zip(texts, index.measure(texts).means, rights, strict=True)
        ]

    def meant(
        self,
        closely: Closely,
        examples: Sequence[Example],
        language: ReadLanguage,
        vectors: Sequence[Floats | None],
    ) -> list[Example]:
        """Return examples of one language as they are learned where their meaning is known."""
        found = list(examples)
        spoken = self._spoken(language)
        known = [at for at, vector in enumerate(vectors) if vector is not None]
        if known:
            those = np.array([vectors[at] for at in known])
            lies, seen = closely.map.measure(those, spoken), closely.map.centred(those, spoken)
            means = np.array([found[at].cold for at in known]) / SHARPNESS
            for at, cold, meaning in zip(known, _closely(means, lies), seen, strict=True):
                found[at] = replace(found[at], cold=cold, meaning=meaning)
        return found

    def taught_by(self, scored: Scored, number: int) -> int | None:
        """Return the correction that speaks most for a touchpoint, None where none does.

        `number` is that of the touchpoint; the one after the last is "none of these".
        """
        learned = self.learned
        if scored.meaning is not None:
            learned = self._known_closely().learned
        if not learned.is_any:
            return None
        found = learned.most_like(scored.weights, number, scored.meaning)
        return None if found is None or found[1] < _TELLS_APART else found[0]

    def _index(self, language: ReadLanguage) -> "_Index":
        return self._indexes.get(language, self._indexes[self._fallback])

    def _spoken(self, language: ReadLanguage) -> str:
        """Return the language of the map in which a text is understood."""
        return language if language in self._texts else self._fallback

    def _known_closely(self) -> Closely:
        if self.closely is None:
            raise LookupError("it is not known what the map's texts mean")
        return self.closely


class _Measured(NamedTuple):
    """The mean of the three measures of texts (rows), and what explains it.

    `evidence` is what makes sure and `whole` what there is to explain, as `sureness` takes them.
    """

    means: Floats
    evidence: Floats
    whole: Floats
    found: Sequence[Sequence[Found]]
    found_weights: Sequence[Sequence[float]]


class _Compared(NamedTuple):
    """How texts (rows) fit each touchpoint: by their words, their letters, and what they are like.

    And their most telling word, how much of a text each explains, and how much there is in it.
    """

    words: Floats
    letters: Floats
    telling: Floats
    explained: Floats
    whole: Floats
    alike: Floats


class _Columns(NamedTuple):
    """Where a word's row holds what: but for `whole`, one column of it for each touchpoint."""

    words: slice
    letters: slice
    explained: slice
    whole: slice
    telling: slice

    @classmethod
    def of(cls, size: int) -> "_Columns":
        ends = [size, 2 * size, 3 * size, 3 * size + 1, 4 * size + 1]
        return cls(*map(slice, [0, *ends], ends))


class _Index:
    """The map's words in one language, ready to be compared with."""

    def __init__(self, touchpoints: Sequence[Touchpoint], language: str) -> None:
        self._language = language
        self._size = len(touchpoints)
        self._phrases = _phrases_of(touchpoints, language)
        # Words that stand everywhere route nothing, and twelve documents are too few to tell.
        self._small_words = small_words_of(language)
        documents = [
            [word for word in _document_of(touchpoint, language) if word not in self._small_words]
            for touchpoint in touchpoints
        ]
        self._stems = _Features([Counter(self.stems(words)) for words in documents])
        self._words = _okapi(self._stems.numbers)
        self._explains = _explained(self._stems.numbers)
        self._letters = _Letters([folded(words) for words in documents])
        self._written = _Features([_written_of(it, language) for it in touchpoints])
        self._everyday = rarities(language)
        self._tells = _Tells(self._rarity_of, self._everyday)
        self._texts = _texts(touchpoints, language)
        self._compass = Compass(language, [self._told(texts) for texts in self._texts])
        self._rows = WordRows(_REMEMBERED, self._fill)
        self._likes = np.zeros(_REMEMBERED, dtype=np.intp)
        self._columns = _Columns.of(self._size)
        self._table = np.zeros((_REMEMBERED, self._columns.telling.stop), dtype=np.float32)

    def words(self) -> set[str]:
        return set(self._written.rows)

    def most_telling(self, words: Sequence[str], number: int) -> str:
        """Return the word of a text that most speaks for a touchpoint; "" where none does.

        Only words that the map says of it in some form: another may be somebody's name.
        """
        said = [word for word in dict.fromkeys(words) if word not in self._small_words]
        if not said:
            return ""
        speaks = self._table.take(self._rows.of(said), axis=0)[:, number]
        return said[int(np.argmax(speaks))] if speaks.any() else ""

    def most_alike(self, words: Sequence[str], number: int) -> str:
        """Return which text of the map on a touchpoint a text is most like; "" where none is."""
        said = [word for word in words if word not in self._small_words]
        rows = self._likes.take(self._rows.of(said))
        nearest = self._compass.nearest(rows, number)
        return "" if nearest is None else self._texts[number][nearest]

    def stems(self, words: Sequence[str]) -> list[str]:
        return stems_of(words, language=self._language)

    def _told(self, texts: Iterable[str]) -> list[list[str]]:
        """Return the stems of texts that route something."""
        small = self._small_words
        return [self.stems([*filterfalse(small.__contains__, words_in(text))]) for text in texts]

    def measure(self, texts: Sequence[Sequence[str]]) -> _Measured:
        """Measure texts as words, each as it would be alone."""
        small = self._small_words
        found = [self.found(words) for words in texts]
        found_weights = [self.weight_of(hits) for hits in found]
        phrases = np.array(found_weights)
        counted = [times_said([*filterfalse(small.__contains__, words)]) for words in texts]
        said = self._compared(counted)
        measures = np.stack([phrases, said.words, said.letters], axis=1)
        means = (_standardised(measures) * _SHARES).sum(axis=1)
        return _Measured(
            means=means + said.alike,
            evidence=np.stack([said.explained, phrases, said.telling], axis=1),
            whole=said.whole,
            found=found,
            found_weights=found_weights,
        )

    def found(self, words: Sequence[str]) -> list[Found]:
        """Return the map's phrases that stand in a text, longest first."""
        stems = self.stems(words)
        phrases = self._phrases
        hits: dict[tuple[str, ...], Found] = {}
        for at in [at for at, stem in enumerate(stems) if stem in phrases]:
            for hit in phrases[stems[at]]:
                phrase = hit[0].stems
                if len(phrase) == 1 or tuple(stems[at : at + len(phrase)]) == phrase:
                    hits[phrase] = hit
        if len(hits) < 2:
            return [*hits.values()]
        return sorted(hits.values(), key=_length_written, reverse=True)

    def weight_of(self, hits: Iterable[Found]) -> list[float]:
        weights = [0.0] * self._size
        for phrase, owners in hits:
            for owner in owners:
                weights[owner] += phrase.weight / len(owners)
        return weights

    def explained_besides(self, texts: Sequence[Sequence[str]], learned: Learned) -> Floats:
        """Return how much more of measured texts corrections explain, for each touchpoint."""
        small = self._small_words
        said = [list({word for word in words if word not in small}) for words in texts]
        every = list(chain.from_iterable(said))
        rows = self._table.take(self._rows.of(every), axis=0)
        left = rows[:, self._columns.whole] - rows[:, self._columns.explained]
        taught = learned.explains(self.stems(every))
        return sums_of(left * taught, np.array(list(map(len, said)), dtype=np.intp))

    def _compared(self, counted: Sequence[Mapping[str, int]]) -> "_Compared":
        lengths = np.array(list(map(len, counted)), dtype=np.intp)
        rows = self._rows.of(list(chain.from_iterable(counted)))
        counts = chain.from_iterable([each.values() for each in counted])
        often = 1 + np.log(np.fromiter(counts, np.float64, len(rows)))
        words, letters, explained, whole, telling = self._columns
        told = self._table.take(rows, axis=0).astype(np.float64)
        told[:, words] *= often[:, None]
        told[:, letters] *= often[:, None]
        sums = sums_of(told[:, : telling.start], lengths)
        return _Compared(
            words=sums[:, words],
            letters=sums[:, letters],
            telling=sums_of(told[:, telling], lengths, np.maximum),
            explained=sums[:, explained],
            whole=sums[:, whole.start],
            alike=self._alike(sums[:, words], self._likes.take(rows), often, lengths),
        )

    def _alike(self, words: Floats, likes: Numbers, often: Floats, lengths: Numbers) -> Floats:
        """Return how far texts lie towards each touchpoint, as far as the map's words say little.

        `words` is how texts fit by their words; then the rows of these, how much each counts, and
        how many each text has.
        """
        counts = _ALIKE * np.exp(-words.max(axis=1) / _SAY_ENOUGH)
        some = counts > _HARDLY
        its = np.repeat(some, lengths)
        alike = np.zeros_like(words)
        lies = self._compass.measure(likes[its], often[its], lengths[some])
        alike[some] = counts[some, None] * _standardised(lies)
        return alike

    def weights(self, words: Sequence[str]) -> dict[str, float]:
        """Return what the stems of a text weigh in learning; their squares add up to 1.

        Rare ones weigh most, in the map and in everyday language: what anybody says of anything
        ("faire", "get") teaches little, however seldom the map says it. Small words ("not", "my")
        route nothing by the map, but beside the others they tell one thing from another.
        """
        pairs = list(zip(words, self.stems(words), strict=True))
        small, tells = self._small_words, self._tells
        counts = times_said([stem for word, stem in pairs if word not in small])
        weights = {
            stem: tells[stem] if count == 1 else (1 + log(count)) * tells[stem]
            for stem, count in counts.items()
        }
        least = _SMALL_WEIGHT * max(weights.values(), default=1.0)
        for stem in [stem for word, stem in pairs if word in small]:
            weights.setdefault(stem, least)
        length = sqrt(sum([weight * weight for weight in weights.values()])) or 1.0
        return {stem: weight / length for stem, weight in weights.items()}

    def _rarity_of(self, stem: str) -> float:
        """Return how telling a stem is: most where no touchpoint holds it."""
        held = np.count_nonzero(self._stems.numbers[self._stems.rows.get(stem, -1)])
        return log((1 + self._size) / (1 + held)) + _LEAST_RARITY

    def _fill(self, words: Sequence[str], at: slice) -> None:
        """Write what words measure to their rows of the table."""
        columns, rows = self._columns, self._table[at]
        stems, plain = self.stems(words), folded(words)
        known, said = self._stems.rows_of(stems), self._written.rows_of(plain)
        rarity = np.array([[self._everyday.get(stem, 1.0)] for stem in stems])
        rows[:, columns.words] = self._words.take(known, axis=0)
        rows[:, columns.letters] = self._letters.of(plain)
        rows[:, columns.explained] = self._explains.take(known, axis=0) * np.square(rarity)
        rows[:, columns.whole] = np.square(rarity)
        rows[:, columns.telling] = self._written.numbers.take(said, axis=0) * rarity
        self._likes[at] = self._compass.rows_of(stems)


class _Tells(dict[str, float]):
    """How telling a stem is in a correction, remembered once worked out."""

    def __init__(self, rarity_of: Callable[[str], float], everyday: Mapping[str, float]) -> None:
        super().__init__()
        self._rarity_of, self._everyday = rarity_of, everyday

    def __missing__(self, stem: str) -> float:
        if len(self) >= _REMEMBERED:
            self.clear()
        rare = max(_LEAST_EVERYDAY, self._everyday.get(stem, 1.0))
        self[stem] = self._rarity_of(stem) * sqrt(rare)
        return self[stem]


class _Features:
    """The stems or words of the map's documents, and how much of each (row) every one holds.

    Of what none of them holds the last row tells.
    """

    def __init__(self, documents: Sequence[Mapping[str, float]]) -> None:
        known = dict.fromkeys(chain.from_iterable(documents))
        self.rows = {feature: row for row, feature in enumerate(known)}
        self.numbers = np.zeros((len(known) + 1, len(documents)))
        for column, document in enumerate(documents):
            self.numbers[self.rows_of([*document]), column] = [*document.values()]

    def rows_of(self, features: Sequence[str]) -> Numbers:
        """Return the row of each feature."""
        return np.array([self.rows.get(feature, -1) for feature in features], dtype=np.intp)


class _Letters:
    """The letters of the map's documents by their signs, and what each says for each of them."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        signs = [signs_of_letters(words, shortest=_LETTERS)[0] for words in documents]
        # Above all others stands one that is nobody's.
        every = np.concatenate([*signs, np.array([_NOBODYS], dtype=np.uint32)])
        self._known, rows = np.unique(every, return_inverse=True)
        numbers = np.zeros((len(self._known), len(documents)))
        columns = np.repeat(np.arange(len(documents)), [len(each) for each in signs])
        np.add.at(numbers, (rows[:-1], columns), 1)
        self._weights = _cosine(numbers)

    def of(self, words: Sequence[str]) -> Floats:
        """Return what the letters of each folded word add up to, for each document."""
        signs, numbers = signs_of_letters(words, shortest=_LETTERS)
        rows = np.searchsorted(self._known, signs)
        is_known = self._known.take(rows) == signs
        ends = np.cumsum(numbers)
        known = np.add.reduceat(is_known, ends - numbers, dtype=np.intp)
        return sums_of(self._weights.take(rows[is_known], axis=0), known)


def _okapi(numbers: Floats) -> Floats:
    """Weigh as Okapi BM25 does (Robertson and Zaragoza, 2009), with its usual constants."""
    size, spread = numbers.shape[1], _spread(numbers)
    rarity = np.log(1 + (size - spread + 0.5) / (spread + 0.5))
    lengths = numbers.sum(axis=0)
    room = _OFTEN * (1 - _LENGTH + _LENGTH * lengths / max(1.0, float(lengths.mean())))
    held = numbers * (_OFTEN + 1) / (numbers + np.where(room == 0, 1, room))
    return np.asarray(held * rarity)


def _explained(numbers: Floats) -> Floats:
    """Tell how much of a word that a touchpoint said so often is explained by it (0 to 1)."""
    return np.asarray(1 - np.exp(-numbers))


def _cosine(numbers: Floats) -> Floats:
    """Weigh for a cosine, up to a factor that is the same for all documents.

    Rarity counts twice on the side of the text: letters that many touchpoints share tell little.
    """
    rarity = np.log((1 + numbers.shape[1]) / (1 + _spread(numbers))) + 1
    weights = np.where(numbers > 0, 1 + np.log(np.maximum(numbers, 1)), 0) * rarity
    lengths = np.linalg.norm(weights, axis=0)
    return np.asarray(weights * rarity**2 / np.where(lengths == 0, 1, lengths))


def _spread(numbers: Floats) -> Floats:
    """Return in how many documents (columns) each feature (row) stands, as a column."""
    return np.asarray(np.count_nonzero(numbers, axis=1, keepdims=True), dtype=np.float64)


def _document_of(touchpoint: Touchpoint, language: str) -> list[str]:
    """Return every word the map says of a touchpoint in a language, else in any language."""
    texts = _texts_of(touchpoint, [language])
    if len(texts) <= 1:
        texts = _texts_of(touchpoint, ["fr", "en"])
    return [word for text in texts for word in words_in(text)]


def _written_of(touchpoint: Touchpoint, language: str) -> dict[str, float]:
    """Return what each word, as it is written, tells of a touchpoint; less in an example only."""
    whole = {fold(word): _IN_AN_EXAMPLE for word in _document_of(touchpoint, language)}
    own = {fold(word): 1.0 for word in _document_of(replace(touchpoint, examples={}), language)}
    return whole | own


def _texts(touchpoints: Sequence[Touchpoint], language: str) -> list[list[str]]:
    """Return each text of each touchpoint, in the order of the touchpoints."""
    said: list[list[str]] = [[] for _ in touchpoints]
    for text, number in texts_of_map(touchpoints, [language])[language]:
        said[number].append(text)
    return said


def _texts_of(touchpoint: Touchpoint, languages: Iterable[str]) -> list[str]:
    texts: list[str] = []
    for language in languages:
        texts += [touchpoint.name.texts.get(language, "")]
        texts += [touchpoint.description.texts.get(language, "")]
        texts += touchpoint.words.get(language, ())
        texts += touchpoint.examples.get(language, ())
    return [text for text in texts if text]


def _phrases_of(touchpoints: Sequence[Touchpoint], language: str) -> Mapping[str, Sequence[Found]]:
    """Return the map's phrases by their first stem."""
    owners: dict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
    written: dict[tuple[str, ...], str] = {}
    for number, touchpoint in enumerate(touchpoints):
        for text in touchpoint.words.get(language) or _any_of(touchpoint.words):
            stems = tuple(stems_of(words_in(text), language=language))
            if stems:
                owners[stems][number] = None
                written.setdefault(stems, text)
    by_first: dict[str, list[Found]] = defaultdict(list)
    for stems, text in written.items():
        by_first[stems[0]].append((Phrase(text, stems), tuple(owners[stems])))
    return by_first


def _length_written(hit: Found) -> int:
    return len(hit[0].written)


def _any_of(words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(word for texts in words.values() for word in texts)


def _closely(means: Floats, lies: Floats) -> Floats:
    """Return the map's logits of texts once it is counted in which way their meaning lies."""
    return SHARPNESS_CLOSELY * (means + _MEANING * _standardised(lies))


def _standardised(measures: Floats) -> Floats:
    """Return measures (the last axis: touchpoints) with mean 0 and deviation 1."""
    centred = measures - measures.sum(axis=-1, keepdims=True) / measures.shape[-1]
    spread = (centred * centred).sum(axis=-1, keepdims=True) / measures.shape[-1]
    deviations = np.sqrt(spread)
    return np.asarray(centred / np.where(deviations < _NOTHING, 1, deviations))
