"""The bot while it runs: Slack's side, its own HTTP side, and the engine between them."""

import random
import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import structlog
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import Sender
from bot.engine.engine import Engine
from bot.engine.pace import Pace
from bot.engine.plan import Clock
from bot.help_desk import HelpDesk
from bot.journey import JourneyMap
from bot.ledger import Ledger
from bot.mail import Mail
from bot.message import Way
from bot.notice import Notice
from bot.reading import CloseReader
from bot.reading.meaning import MakesVectors
from bot.received_mail import Mailbox
from bot.reply import Reply
from bot.settings import Settings
from handlers.absences import Absences, bring_back
from handlers.approved_letters import ApprovedLetters
from handlers.clock import machine_now
from handlers.closer_look import CloserLook
from handlers.colleagues import Colleagues
from handlers.company_mailbox import CompanyMailbox
from handlers.customer_mail import check_or_hold_back, compose, learn_how_it_ended, message_id
from handlers.customer_reply import compose_reply, place_of
from handlers.deliver_notices import SlackSender
from handlers.desk import Desk
from handlers.forgetting import Forgetting
from handlers.help_desk import HelpDeskWatch
from handlers.http.app import http_side
from handlers.http.door import Door
from handlers.http.server import HttpServer
from handlers.improvements import LettersOnTheirWay
from handlers.inbox import LeftBehind
from handlers.map_changes import LOOK_EVERY, MapChanges
from handlers.morning_round import MorningRound
from handlers.nudge import Nudge
from handlers.quiet_hours import QuietHours
from handlers.rate_limits import asked_wait
from handlers.reception import Reception, Sockets
from handlers.renderers import RENDER
from handlers.slack_app import LISTENERS, OPENS_FORM, slack_app, slack_client
from handlers.spikes import Spikes
from handlers.tally import CountedSender, Tally, TimedReader
from handlers.tidying import Tidying
from handlers.weekly_digest import WeeklyDigest

log = structlog.get_logger()

# A machine that shuts down kills what is not gone after a few seconds.
STOP_SECONDS = 3.5

# A thread that waits for the line gives up its place to one that computes, and gets it back after
# this long: with Python's own 5 ms, each of a burst of 2,000 presses waited 40 ms for its ack.
SWITCH_SECONDS = 0.0005

# How often business time is looked at: real time once a second; a moved clock at once.
TICK_SECONDS, TICK_SECONDS_FOLLOWING = 1.0, 0.2


# What makes a sender by what a message leaves as, and by where a notice goes and what marks it.
MakesReplySender = Callable[
    [Callable[[Notice], Reply], Callable[[Notice], tuple[str, str]]], Sender
]
ReplySenders = Mapping[Way, MakesReplySender]


@dataclass(frozen=True)
class Parts:
    """What `bot.__main__` brings together: memory, time, map, reader, and how messages leave."""

    ledger: Ledger
    clock: Clock
    journey: JourneyMap
    reader: CloseReader
    make_reader: Callable[[JourneyMap], CloseReader]
    settings: Settings
    reply_senders: ReplySenders
    mail_sender: Callable[[Callable[[Notice], Mail], Callable[[Notice], str]], Sender]
    pace: Pace
    patience: Patience
    meaning: MakesVectors | None = None
    mailbox: Mailbox | None = None
    help_desk: HelpDesk | None = None


class RunningBot:
    """Everything that runs between `start` and `stop`."""

    def __init__(self, parts: Parts) -> None:
        """Wire the parts; nothing runs yet. Raises `SlackApiError` on a token Slack refuses."""
        settings = parts.settings
        follows_clock = bool(settings.boucle_clock)
        tally = Tally()
        self._desk = Desk(
            ledger=parts.ledger,
            clock=parts.clock,
            journey=parts.journey,
            reader=TimedReader(parts.reader, tally),
            settings=settings,
            wake=lambda: self._engine.wake(),
            tally=tally,
        )
        self._client = slack_client(settings, timeout=parts.patience.timeout)
        self._app = slack_app(self._desk, self._client)
        # By then, whoever received it has given up waiting for Slack, or is dead.
        stale_after = parts.patience.look_after
        self._left = LeftBehind(self._app, self._desk, stale_after=stale_after)
        self._colleagues = Colleagues(self._client, self._desk)
        self._map = MapChanges(
            self._desk,
            make_reader=lambda journey: TimedReader(parts.make_reader(journey), tally),
            learn_people=self._colleagues.learn,
            every=0.0 if follows_clock else LOOK_EVERY,
        )
        self._engine = self._engine_of(parts, follows_clock=follows_clock)
        reception = Reception(self._app, self._desk, OPENS_FORM)
        token = settings.slack_app_token
        self._socket = (
            Sockets(reception, token.get_secret_value(), concurrency=LISTENERS) if token else None
        )
        door = None if self._socket else Door(self._desk, reception)
        http = http_side(
            self._desk,
            slack=self._app.dispatch if door else None,
            door=door,
            slack_answers=self._slack_answers,
            idle=self._engine.idle if follows_clock else None,
        )
        self._http = HttpServer(
            http, *settings.listen_on(), short_way=door.short_way() if door else None
        )
        self._mailbox = CompanyMailbox(self._desk, parts.mailbox) if parts.mailbox else None
        self._help_desk = HelpDeskWatch(self._desk, parts.help_desk) if parts.help_desk else None

        self._closer_look = CloserLook(self._desk, parts.meaning) if parts.meaning else None
        if self._closer_look:
            self._desk.read_closely = self._closer_look.of

    def start(self) -> None:
        """Learn who is there, make up for what was left, and listen. Raises `PortInUse`."""
        sys.setswitchinterval(SWITCH_SECONDS)
        self._http.start()
        self._colleagues.learn()
        with self._desk.ledger.turn() as turn:
            bring_back(turn, turn.people(), self._desk)
        self._engine.start()
        if self._mailbox:
            self._mailbox.start()
        if self._help_desk:
            self._help_desk.start()
        if self._closer_look:
            self._closer_look.start()
        if self._socket:
            self._socket.connect()  # type: ignore[no-untyped-call] # Bolt's own gap
        self._left.run_all()
        log.info("running", listen=self._desk.settings.boucle_listen)

    def idle(self, timeout: float) -> bool:
        """Wait until everything due is planned and delivered; False after `timeout` seconds."""
        return self._engine.idle(timeout)

    def read_mail(self) -> int:
        """Look into the mailbox now; return how many mails were there. Raises `MailboxSilent`."""
        return self._mailbox.look() if self._mailbox else 0

    def read_help_desk(self) -> int:
        """Look into the help desk now; return how many tickets had changed.

        Raises `HelpDeskSilent`.
        """
        return self._help_desk.look() if self._help_desk else 0

    def stop(self) -> None:
        """Stop listening, finish what is under way, and let go, within `STOP_SECONDS`.

        What a silent Slack or mail server still holds up then is made up for after the next start.
        """
        until = time.monotonic() + STOP_SECONDS
        self._http.begin_to_stop()
        if self._mailbox:
            self._mailbox.stop()
        if self._help_desk:
            self._help_desk.stop()
        if self._closer_look:
            self._closer_look.stop()
        if self._socket:
            _hang_up(self._socket)
            self._socket.close()  # type: ignore[no-untyped-call] # Bolt's own gap
        self._desk.work.stop(until=until)
        self._engine.stop(until=until)
        if self._mailbox:
            self._mailbox.join(until=until)
        if self._closer_look:
            self._closer_look.join(until=until)
        self._http.stop()
        self._client.close()

    def _engine_of(self, parts: Parts, *, follows_clock: bool) -> Engine:
        desk = self._desk
        slack = CountedSender(SlackSender(desk, self._client, RENDER), desk.tally, way="slack")
        replies: dict[str, Sender] = {
            way: CountedSender(make(self._reply, self._place), desk.tally, way=way)
            for way, make in parts.reply_senders.items()
        }
        here = {"channel": slack, "person": slack, "lead": slack}
        mail = CountedSender(
            parts.mail_sender(self._compose, self._message_id), desk.tally, way="mail"
        )
        delivery = Delivery(
            ledger=desk.ledger,
            sender_of={**here, "mail": mail, **replies},
            machine_now=machine_now,
            jitter=random.random,
            pace=parts.pace,
            patience=parts.patience,
            business_now=desk.now,
            on_end=partial(learn_how_it_ended, desk),
        )
        return Engine(
            desk.ledger,
            [
                MorningRound(desk),
                Nudge(desk),
                QuietHours(desk),
                Absences(desk, self._client),
                WeeklyDigest(desk),
                Spikes(desk),
                LettersOnTheirWay(desk),
                Forgetting(desk),
                Tidying(desk),
            ],
            delivery,
            desk.clock,
            steps_through_time=follows_clock,
            nothing_under_way=lambda: desk.under_way.is_empty() and desk.work.is_empty(),
            chores=[
                self._left.run_stale,
                self._colleagues.learn_daily,
                self._map.look,
                ApprovedLetters(desk).write,
            ],
            tick_every=TICK_SECONDS_FOLLOWING if follows_clock else TICK_SECONDS,
        )

    def _compose(self, notice: Notice) -> Mail:
        check_or_hold_back(self._desk, notice)
        with self._desk.ledger.look() as look:
            return compose(look, notice, self._desk.journey, self._desk.settings)

    def _reply(self, notice: Notice) -> Reply:
        check_or_hold_back(self._desk, notice)
        with self._desk.ledger.look() as look:
            return compose_reply(look, notice, self._desk.journey, self._desk.settings)

    def _place(self, notice: Notice) -> tuple[str, str]:
        with self._desk.ledger.look() as look:
            return place_of(look, notice)

    def _message_id(self, notice: Notice) -> str:
        return message_id(notice, self._desk.settings)

    def _slack_answers(self) -> bool:
        if self._socket is not None and not self._socket.client.is_connected():
            return False
        try:
            return bool(self._client.auth_test()["ok"])
        except SlackApiError as error:
            return asked_wait(error) is not None  # who asks us to wait is there
        except OSError:
            return False


def _hang_up(handler: SocketModeHandler) -> None:
    """End the connection under the reader: the SDK's own close waits seconds for it to read."""
    session = handler.client.current_session
    handler.client.auto_reconnect_enabled = False
    if session is not None and session.sock is not None:
        with suppress(OSError):  # it may have gone by itself
            session.sock.shutdown(socket.SHUT_RDWR)
