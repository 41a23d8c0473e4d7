"""The siege: bots are killed one after the other while people work and the line is bad."""

import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from bot.journey import JourneyMap
from bot.journey_file import read_journey
from storage.ledger import DatabaseLedger
from tests.attack.counting import Evidence, Tally, count, gather
from tests.attack.nursery import MAP, Nursery, is_alive
from tests.attack.people import CROWDS, Crowd
from tests.attack.proxy import FINE, Proxy, Weather
from tests.house import BEFORE_THE_ROUND, _free_port
from workspace import Workspace

Json = dict[str, Any]

BAD = Weather(calls=0.12, mails=0.4)
# A silent Slack is waited for so long; what broke off is looked up six times as long later.
PATIENCE = 0.5
# A bot that has not come up after this many seconds of fine weather never will.
STARTS_WITHIN = 30.0
SETTLES_WITHIN = 120.0
# How long a bot is at work before it is killed, in seconds; one in four dies while it starts.
LIVES, SHORT_LIVES = (0.2, 2.2), (0.05, 0.8)
# A start on a bad line may fail several times.
COMES_UP_WITHIN = 30.0
FIRST_MORNING = BEFORE_THE_ROUND.replace(hour=10, minute=5)
# From one cut of every socket to the next, in seconds.
CUTS = (8, 16)
# One import in two is killed after so many seconds, or has ended by then.
IMPORTS = (0.05, 0.8)

# What comes to rest and still goes on after so many looks never rests.
_GATHERINGS = 5

WORDS = (
    "Débitée deux fois ce mois-ci, troisième appel, personne ne sait quand je serai remboursée.",
    "Quarante minutes d'attente au téléphone avec le service client, puis plus personne.",
    "The app crashes since the update, every single time I open the screen.",
    "Merci ! Le conseiller a rappelé tout de suite, service client formidable, je suis ravie.",
    "Bof, rien ne va, et voilà.",
    "My invoice is wrong again, and the refund never came. I am very angry.",
    "The new update of the app is wonderful, thank you so much, I love it!",
)


@dataclass(frozen=True)
class Plan:
    """What a siege is made of; the same seed plays the same."""

    seed: int
    kills: int
    bots: int = 1
    weather: Weather = BAD


@dataclass
class Report:
    """What came of a siege."""

    plan: Plan
    tally: Tally
    evidence: Evidence
    faults: Counter[str]
    kills: int
    imports_killed: int
    held: int
    arrived: int
    seconds: float
    days: float
    mishaps: Counter[str]

    def lines(self) -> Iterator[str]:
        """Yield the report for a person."""
        plan, tally = self.plan, self.tally
        yield (
            f"seed {plan.seed}: {self.kills} kills, {self.imports_killed} imports killed, "
            f"{plan.bots} bots, {self.days:.1f} days in {self.seconds:.0f} s"
        )
        yield f"  on the line: {dict(sorted(self.faults.items()))}"
        yield f"  counted: {dict(sorted(tally.counted.items()))}"
        yield f"  held: {self.held}, of which had arrived: {self.arrived}"
        if self.mishaps:
            yield f"  mishaps: {dict(self.mishaps)}"
        for kind in ("lost", "twice", "out_of_order", "broken"):
            found = getattr(tally, kind)
            yield f"  {kind.replace('_', ' ')}: {len(found)} {found[:8] if found else ''}".rstrip()


@dataclass
class Siege:
    """The house under siege, and everything that goes on around it."""

    folder: Path
    database: str
    plan: Plan
    workspace: Workspace
    proxy: Proxy
    nursery: Nursery
    journey: JourneyMap
    crowds: Sequence[Crowd]
    said: list[str] = field(default_factory=list)
    kills: int = 0
    imports_killed: int = 0
    sent_again: set[str] = field(default_factory=set)
    held: int = 0
    arrived: int = 0

    def __post_init__(self) -> None:
        self._dice = random.Random(self.plan.seed)
        self._ports = [_free_port() for _ in range(self.plan.bots)]
        self._bots: list[int | None] = [None] * self.plan.bots
        self._logs: list[Path | None] = [None] * self.plan.bots
        self._bots_are_changed = threading.Lock()
        self._started = 0
        self._files: list[Path] = []

    def lay(self) -> Report:
        """Kill so many bots, then let everything come to rest, and count."""
        began, first_day = time.monotonic(), self.workspace.now()
        self._import_all()
        self._move_to(FIRST_MORNING)
        works = [partial(self._people_work, crowd) for crowd in self.crowds]
        with self._going_on(self._who_died_is_started):
            self._await_all()
            self._come_to_rest()  # there is something to press, however slow the machine
            self.proxy.weather = self.plan.weather
            with self._going_on(*works, self._line_is_cut):
                while self.kills < self.plan.kills:
                    self._next_kill()
            self.proxy.weather = FINE
            self._import_all()
            self._await_all()
            self._come_to_rest()
            self._settle_what_is_held()
            found = self._gathered()
        return Report(
            plan=self.plan,
            tally=count(found),
            evidence=found,
            faults=self.proxy.struck.by_kind,
            kills=self.kills,
            imports_killed=self.imports_killed,
            held=self.held,
            arrived=self.arrived,
            seconds=time.monotonic() - began,
            days=(self.workspace.now() - first_day) / timedelta(days=1),
            mishaps=self._mishaps(),
        )

    # --- What is done to the bots

    def _next_kill(self) -> None:
        """Move time, let feedback come in, let a bot live for a while, and kill it."""
        self._move_time()
        if self._dice.random() < 0.4:
            self._import_and_kill()
        number = self._dice.randrange(self.plan.bots)
        dies_young = self._dice.random() < 0.25
        if not dies_young:
            self._await_work(number)
        time.sleep(self._dice.uniform(*(SHORT_LIVES if dies_young else LIVES)))
        with self._bots_are_changed:
            pid = self._bots[number]
            if pid is not None and is_alive(pid):
                self.nursery.kill(pid)
                self.kills += 1

    def _await_work(self, number: int) -> None:
        """Wait until a bot takes presses, for a while."""
        until = time.monotonic() + COMES_UP_WITHIN
        while time.monotonic() < until and not self._is_at_work(number):
            time.sleep(0.05)

    def _is_at_work(self, number: int) -> bool:
        log = self._logs[number]
        return log is not None and log.exists() and '"running"' in log.read_text()

    def _who_died_is_started(self, ended: threading.Event) -> None:
        """Do what a supervisor does: start whoever was killed, or could not start."""
        while not ended.wait(0.05):
            for number, pid in enumerate(self._bots):
                if pid is None or not is_alive(pid):
                    with self._bots_are_changed:
                        self._start(number)

    def _start(self, number: int) -> None:
        self._started += 1
        log = self._logs[number] = self.folder / f"bot-{self._started}.log"
        self._bots[number] = self.nursery.start(
            "run",
            "--pace",
            "0",
            "--patience",
            str(PATIENCE),
            where=self.folder,
            log=log,
            **self._settings(number),
        )

    def _settings(self, number: int) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_API_URL": f"{self.proxy.url}/api",
            "BOUCLE_DATABASE": self.database,
            "BOUCLE_JOURNEY": str(MAP),
            "BOUCLE_LISTEN": f"127.0.0.1:{self._ports[number]}",
            "BOUCLE_URL": f"http://127.0.0.1:{self._ports[0]}",
            "BOUCLE_SMTP": self.proxy.smtp_url,
            "BOUCLE_MAIL_FROM": "bonjour@velosiege.example",
            "BOUCLE_SECRET": "a secret of the siege",
            "BOUCLE_CLOCK": self.workspace.url,
        }

    def _await_all(self) -> None:
        """Wait until every bot answers."""
        until = time.monotonic() + STARTS_WITHIN
        for port in self._ports:
            while not _answers(port):
                assert time.monotonic() < until, self._log_of_last_start()
                time.sleep(0.05)

    def _log_of_last_start(self) -> str:
        return (self.folder / f"bot-{self._started}.log").read_text()[-3000:]

    # --- What goes on around them

    @contextmanager
    def _going_on(self, *works: Callable[[threading.Event], None]) -> Iterator[None]:
        """Let works go on beside; what one of them raises is raised here."""
        ended, wrong = threading.Event(), list[BaseException]()

        def run(work: Callable[[threading.Event], None]) -> None:
            try:
                work(ended)
            except Exception as error:  # noqa: BLE001 # raised where it is awaited
                wrong.append(error)

        threads = [threading.Thread(target=run, args=(work,)) for work in works]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            ended.set()
            for thread in threads:
                thread.join()
        for error in wrong:
            raise error

    def _people_work(self, crowd: Crowd, ended: threading.Event) -> None:
        while not ended.wait(0.02):
            crowd.act()
            if crowd.dice.random() < 0.05:
                crowd.hear_back(f"http://127.0.0.1:{self._ports[0]}")

    def _line_is_cut(self, ended: threading.Event) -> None:
        dice = random.Random(self.plan.seed + 1)
        while not ended.wait(dice.uniform(*CUTS)):
            self.proxy.cut_sockets()

    def _move_time(self) -> None:
        now = self.workspace.now()
        to = now + timedelta(minutes=self._dice.choice((20, 60, 150, 300)))
        if self._dice.random() < 0.25:
            to = datetime.combine(now.date() + timedelta(days=1), now.time(), now.tzinfo)
            to = to.replace(hour=10, minute=0, second=0, microsecond=0)
        self._move_to(to)

    def _move_to(self, moment: datetime) -> None:
        clock, to = f"{self.workspace.url}/_workspace/clock", {"to": moment.isoformat()}
        httpx.post(clock, json=to, timeout=30).raise_for_status()

    # --- Feedback comes in

    def _import_and_kill(self) -> None:
        """Bring a new file in; the half that is killed comes again in the end, like all."""
        pid = self._import(self._new_file())
        dies, after = self._dice.random() < 0.5, self._dice.uniform(*IMPORTS)
        if not dies:
            return
        time.sleep(after)
        if is_alive(pid):
            self.nursery.kill(pid)
            self.imports_killed += 1

    def _import_all(self) -> None:
        """Bring every file in, those whose import was killed and those that were taken."""
        for file in self._files or [self._new_file(), self._new_file()]:
            pid = self._import(file)
            until = time.monotonic() + STARTS_WITHIN
            while is_alive(pid):
                assert time.monotonic() < until, "an import does not end"
                time.sleep(0.02)

    def _import(self, file: Path) -> int:
        settings = {
            "BOUCLE_DATABASE": self.database,
            "BOUCLE_JOURNEY": str(MAP),
            "BOUCLE_CLOCK": self.workspace.url,
        }
        log = self.folder / "import.log"
        return self.nursery.start("import", str(file), where=self.folder, log=log, **settings)

    def _new_file(self) -> Path:
        records = [self._record() for _ in range(self._dice.randint(8, 16))]
        file = self.folder / f"feedback-{len(self._files)}.jsonl"
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        file.write_text("".join(lines), encoding="utf-8")
        self._files.append(file)
        return file

    def _record(self) -> Json:
        number = len(self.said)
        self.said.append(f"s{number}")
        # Some customers speak twice.
        customer = self._dice.randrange(number + 1)
        return {
            "id": f"s{number}",
            "source": "helpdesk",
            "channel": "ticket",
            "text": f"{self._dice.choice(WORDS)} ({number})",
            "customer_id": f"k{customer}",
            "customer_name": f"Client {customer}",
            "customer_email": f"k{customer}@exemple.example",
            "contact_ok": True,
        }

    # --- It ends

    def _come_to_rest(self) -> None:
        """Wait until every bot has nothing to do any more."""
        until = time.monotonic() + SETTLES_WITHIN
        while not all(_is_idle(port) for port in self._ports):
            assert time.monotonic() < until, f"no rest: {self._unsettled()}"

    def _gathered(self) -> Evidence:
        """Collect what there is; an event that Slack brought once more only now is waited for."""
        with self._ledger() as ledger:
            for _ in range(_GATHERINGS):
                found = gather(
                    self.workspace.url,
                    ledger,
                    self.journey,
                    said=self.said,
                    acked=[press for crowd in self.crowds for press in crowd.acked],
                    sent_again=self.sent_again,
                )
                if not found.is_going_on:
                    break
                self._come_to_rest()
        return found

    def _unsettled(self) -> Sequence[Any]:
        with self._ledger() as ledger, ledger.look() as look:
            rows = look._db.query(
                """select id, state, attempt, failures, error, not_before, leased_until
                from notices where state in ('waiting', 'sending')"""
            )
        return rows[:10]

    def _settle_what_is_held(self) -> None:
        """Settle each held mail as a lead does, who looked whether it arrived."""
        while held := self._held():
            self.held += len(held)
            for notice, action in held.items():
                self._press_in_status(notice, action)
                if action == "stuck_again":
                    self.sent_again.add(notice)
                else:
                    self.arrived += 1
            self._come_to_rest()

    def _held(self) -> dict[str, str]:
        """Return what is held or dead, and what a lead who looked would press."""
        with self._ledger() as ledger, ledger.look() as look:
            stuck = look.stuck()
            texts = {
                one.notice.id: look.message(int(one.notice.about["message"])).text
                for one in stuck
                if one.notice.kind == "mail"
            }
        mails = self.crowds[0].mails()
        return {
            one.notice.id: "stuck_arrived"
            if one.state == "held"
            and any(texts.get(one.notice.id, "\0") in mail["text"] for mail in mails)
            else "stuck_again"
            for one in stuck
        }

    def _press_in_status(self, notice: str, action: str) -> None:
        where, crowd = "siege-facturation", self.crowds[0]
        crowd.does("lea", "command", channel=where, text="/boucle status")
        until = time.monotonic() + 20
        while time.monotonic() < until:
            shown = [one for one in crowd.messages(where, user="lea") if _offers(one, notice)]
            if shown:
                row = _offers(shown[-1], notice)
                answer = crowd.does(
                    "lea",
                    "click",
                    channel=where,
                    ts=shown[-1]["ts"],
                    action_id=action,
                    block_id=row,
                )
                assert answer["acked"], answer
                return
            time.sleep(0.05)
        raise AssertionError(f"{notice} is not offered in /boucle status")

    @contextmanager
    def _ledger(self) -> Iterator[DatabaseLedger]:
        ledger = DatabaseLedger(self.database)
        try:
            yield ledger
        finally:
            ledger.close()

    def _mishaps(self) -> Counter[str]:
        """Count what the bots logged as wrong, by what and where."""
        counted: Counter[str] = Counter()
        for log in self.folder.glob("bot-*.log"):
            for line in log.read_text(errors="replace").splitlines():
                told = _told(line)
                if told.get("level") == "error":
                    where = str(told.get("where", "")).rpartition(" > ")[2]
                    counted[f"{told['event']} {told.get('kind', '')} {where}".strip()] += 1
        return counted


@contextmanager
def besieged(folder: Path, database: str, plan: Plan) -> Iterator[Siege]:
    """Open a workspace with a bad line before it, and everything a siege needs."""
    workspace = Workspace(port=0, clock_start=BEFORE_THE_ROUND, limits="off")
    workspace.start()
    journey = read_journey(MAP.read_bytes(), name=str(MAP))
    channels = {one.channel for one in journey.departments.values()} | {journey.digest.channel}
    workspace.seed({"channels": [{"name": name.lstrip("#")} for name in sorted(channels)]})
    own_url, own_smtp = workspace.url, workspace.smtp_url
    proxy = Proxy(web=own_url, smtp=own_smtp, seed=plan.seed)
    proxy.start()
    # What the workspace hands out (sockets, links to answer by) leads over the bad line, too.
    workspace._core.url = proxy.url
    crowds = [Crowd(own_url, plan.seed, number) for number in range(CROWDS)]
    nursery = Nursery()
    siege = Siege(folder, database, plan, _At(workspace, own_url), proxy, nursery, journey, crowds)
    try:
        yield siege
    finally:
        nursery.close()
        for crowd in crowds:
            crowd.close()
        proxy.stop()
        workspace.stop()


@dataclass(frozen=True)
class _At:
    """A workspace at its own address, past the bad line."""

    workspace: Workspace
    url: str

    def now(self) -> datetime:
        return self.workspace.now()


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/_boucle/idle?timeout=0", timeout=2) is not None
    except httpx.HTTPError:
        return False


def _is_idle(port: int) -> bool:
    try:
        answer = httpx.get(f"http://127.0.0.1:{port}/_boucle/idle?timeout=10", timeout=30)
    except httpx.HTTPError:
        return False
    return answer.status_code == 200


def _offers(message: Json, notice: str) -> str:
    """Return the row of buttons of a message that settles a notice; "" where there is none."""
    for block in message.get("blocks", []):
        if any(one.get("value") == notice for one in block.get("elements", [])):
            return str(block["block_id"])
    return ""


def _told(line: str) -> Json:
    try:
        told = json.loads(line)
    except ValueError:
        return {"level": "error", "event": line[:120]} if "Error" in line else {}
    return told if isinstance(told, dict) else {}
