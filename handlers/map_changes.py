"""When journey.yaml changes while the bot runs: the new map is used, or the last good one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import structlog

from bot.again import again
from bot.journey import JourneyMap
from bot.journey_file import JourneyMistakes, digest_of, read_journey
from bot.ledger import Ledger, Look
from bot.loop import accept_map
from bot.notice import Notice
from bot.reading import CloseReader
from bot.replies_file import read_replies
from bot.wording import LANGUAGES, say
from bot.yaml_values import Mistake
from handlers.cards.elements import Post, section
from handlers.cards.text import escape
from handlers.clock import machine_now
from handlers.desk import Desk

log = structlog.get_logger()

# Seconds between two looks at the file and at what other processes have accepted.
LOOK_EVERY = 2.0
# A map in which more is wrong says enough by its first mistakes.
_MISTAKES_TOLD = 10


@dataclass(frozen=True)
class MapFiles:
    """The map and the replies beside it, as they stand in their files."""

    path: Path
    content: bytes
    replies: Mapping[str, bytes]

    @classmethod
    def at(cls, path: Path) -> "MapFiles":
        """Read the files. Raises `OSError`."""
        folder = path.parent / "replies"
        replies = {str(one): one.read_bytes() for one in sorted(folder.glob("*.yaml"))}
        return cls(path, path.read_bytes(), replies)

    def journey(self) -> JourneyMap:
        """Return the map. Raises `JourneyMistakes`."""
        return self.with_replies(read_journey(self.content, name=str(self.path)))

    def with_replies(self, journey: JourneyMap) -> JourneyMap:
        """Return a map with our replies. Raises `JourneyMistakes`."""
        return replace(journey, replies=read_replies(self.replies))


@dataclass
class MapChanges:
    """Looks for a changed map: in its file, and among those that other processes accepted.

    What was there at the start is in use already.
    """

    desk: Desk
    make_reader: Callable[[JourneyMap], CloseReader]
    learn_people: Callable[[], None]
    every: float = LOOK_EVERY
    _files: MapFiles | None = field(init=False)
    _version: str | None = field(init=False)
    _next_look: float = 0.0

    def __post_init__(self) -> None:
        self._files = self._read_files()
        self._version = _newest(self.desk.ledger)[0]

    def look(self) -> None:
        """Use what has changed; what cannot be used is told to the leads, once."""
        now = machine_now()
        if self._next_look - self.every <= now < self._next_look:
            return
        self._next_look = now + self.every
        files = self._read_files()
        if files is not None and files != self._files:
            self._files = files
            self._take(files)
        self._follow_others()

    def _read_files(self) -> MapFiles | None:
        try:
            return MapFiles.at(self.desk.settings.boucle_journey)
        except OSError:
            return None  # somebody is writing it just now; the last good one is in use

    def _take(self, files: MapFiles) -> None:
        try:
            journey = files.journey()
        except JourneyMistakes as broken:
            self._tell(files, broken.mistakes)
            return
        text = files.content.decode("utf-8-sig")
        version = digest_of(text)

        def accept() -> None:
            with self.desk.ledger.turn() as turn:
                accept_map(turn, version, text, journey, now=self.desk.now())

        again(accept)
        self._use(journey, version)

    def _follow_others(self) -> None:
        version, text = _newest(self.desk.ledger)
        if version == self._version or self._files is None:
            return
        try:
            journey = self._files.with_replies(read_journey(text))
        except JourneyMistakes:
            # Accepted by a bot of another version: this one goes on with what it understands.
            log.warning("map not understood", version=version)
            self._version = version
        else:
            self._use(journey, version)

    def _use(self, journey: JourneyMap, version: str | None) -> None:
        reader = self.make_reader(journey)
        with self.desk.ledger.look() as look:
            reader.catch_up(look)
        self.desk.use(journey, reader)
        self._version = version
        log.info("map in use", version=version)
        self.desk.wake()
        self.learn_people()

    def _tell(self, files: MapFiles, mistakes: list[Mistake]) -> None:
        log.warning("map broken", mistakes=len(mistakes))
        told = {
            language: [mistake.say(language) for mistake in mistakes[:_MISTAKES_TOLD]]
            for language in LANGUAGES
        }
        key = digest_of(files.content.decode(errors="replace"))

        def stage() -> None:
            with self.desk.ledger.turn() as turn:
                for lead in self.desk.journey.leads:
                    to = f"lead:{lead}"
                    about = {"mistakes": told}
                    turn.stage(Notice(f"map:{key}:{to}", "map_broken", to, about=about))

        again(stage)
        self.desk.wake()


def render_map_broken(_desk: Desk, _look: Look, notice: Notice, language: str) -> Post:
    """Say what is wrong in the map, each with its line and its cure."""
    mistakes = notice.about["mistakes"]
    lines = mistakes.get(language) or next(iter(mistakes.values()))
    title = say(language, "map-broken")
    return Post(title, [section(escape("\n".join([title, *(f"• {line}" for line in lines)])))])


def _newest(ledger: Ledger) -> tuple[str | None, str]:
    with ledger.look() as look:
        return look.newest_map() or (None, "")
