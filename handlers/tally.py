"""What is counted while the bot runs, for whoever watches over it: no names, no words, no ids."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Histogram

from bot.engine.delivery import NotSent, Outcome, Sender, Sent, Uncertain
from bot.notice import Notice
from bot.reading import CloseReader, Lessons, Reader, Reading
from bot.reading.learning import Floats
from bot.verbatim import Verbatim

# Seconds. Slack waits three for an ack; half a second is felt.
_ACKS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
_READINGS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0)
_KINDS = frozenset({"event_callback", "block_actions", "view_submission", "command"})
_PLACES = frozenset(
    {"intake", "slack", "answer", "digest", "webhook", "healthz", "readyz", "metrics"}
)


class Tally:
    """Counters with a registry of their own: two bots in one process do not mix."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._acks = Histogram(
            "boucle_ack_seconds",
            "From the arrival of an event, press, form or command to its ack.",
            ["kind"],
            buckets=_ACKS,
            registry=self.registry,
        )
        self._readings = Histogram(
            "boucle_reading_seconds",
            "What understanding one piece of feedback took.",
            buckets=_READINGS,
            registry=self.registry,
        )
        self._records = Counter(
            "boucle_intake_records",
            "Feedback that came in over HTTP: accepted, revised, duplicate, rejected.",
            ["answer"],
            registry=self.registry,
        )
        self._sendings = Counter(
            "boucle_sendings",
            "Attempts to say something; asked_to_wait is a 429 with its Retry-After.",
            ["way", "outcome"],
            registry=self.registry,
        )
        self._mails = Counter(
            "boucle_mails_back",
            "Mails read in the company's mailbox, by what they were taken as.",
            ["taken"],
            registry=self.registry,
        )
        self._answers = Counter(
            "boucle_http_answers",
            "Answers over HTTP by the first part of the address.",
            ["place", "status"],
            registry=self.registry,
        )

    @contextmanager
    def ack(self, kind: str) -> Iterator[None]:
        """Time an ack. `kind` is the type Slack gives; what it does not know counts as other."""
        began = perf_counter()
        try:
            yield
        finally:
            self.acked(kind, perf_counter() - began)

    def acked(self, kind: str, seconds: float) -> None:
        """Count an ack, and how long it took."""
        self._acks.labels(kind if kind in _KINDS else "other").observe(seconds)

    def record(self, answer: str) -> None:
        """Count one record of feedback: accepted, revised, duplicate or rejected."""
        self._records.labels(answer).inc()

    def answered(self, path: str, status: int) -> None:
        """Count one answer over HTTP."""
        first = path.strip("/").partition("/")[0]
        self._answers.labels(first if first in _PLACES else "other", str(status)).inc()

    def sent(self, way: str, outcome: Outcome) -> None:
        """Count one attempt to say something over `slack` or by `mail`."""
        self._sendings.labels(way, _name_of(outcome)).inc()

    def mail(self, taken: str) -> None:
        """Count one mail that came back, by what it was taken as."""
        self._mails.labels(taken).inc()

    @contextmanager
    def reading(self, texts: int = 1) -> Iterator[None]:
        """Time the reading of so many texts, as the mean of each."""
        began = perf_counter()
        yield
        each = (perf_counter() - began) / max(1, texts)
        for _ in range(texts):
            self._readings.observe(each)


class TimedReader:
    """A `bot.reading.CloseReader` whose time is counted."""

    def __init__(self, reader: CloseReader, tally: Tally) -> None:
        self._reader = reader
        self._tally = tally

    def catch_up(self, lessons: Lessons) -> None:
        """Learn what people taught since the last time."""
        self._reader.catch_up(lessons)

    def read(self, verbatim: Verbatim) -> Reading:
        """Return what is understood of one verbatim."""
        with self._tally.reading():
            return self._reader.read(verbatim)

    def read_all(self, verbatims: Sequence[Verbatim]) -> list[Reading]:
        """Return the readings of many, in their order."""
        with self._tally.reading(len(verbatims)):
            return self._reader.read_all(verbatims)

    def map_texts(self) -> Sequence[str]:
        """Return what the map says of its touchpoints."""
        return self._reader.map_texts()

    def know_map(self, meanings: Mapping[str, Floats]) -> None:
        """Learn what the map's texts mean."""
        self._reader.know_map(meanings)

    def closely(self, meanings: Mapping[str, Floats]) -> Reader:
        """Return what reads texts whose meaning is given closely."""
        return self._reader.closely(meanings)


class CountedSender:
    """A `bot.engine.delivery.Sender` whose attempts are counted."""

    def __init__(self, sender: Sender, tally: Tally, *, way: str) -> None:
        self._sender = sender
        self._tally = tally
        self._way = way

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        """Send it, and count what came of it."""
        outcome = self._sender.send(notice, point_of_no_return=point_of_no_return)
        self._tally.sent(self._way, outcome)
        return outcome

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        """Look whether an interrupted sending arrived."""
        return self._sender.find(notice, past_return=past_return)

    def may_repeat(self, notice: Notice) -> bool:
        """Tell whether sending it twice leaves the same as once."""
        return self._sender.may_repeat(notice)


def _name_of(outcome: Outcome) -> str:
    """Return what an outcome is counted as."""
    if isinstance(outcome, NotSent):
        return "not_sent" if outcome.wait is None else "asked_to_wait"
    return type(outcome).__name__.lower()
