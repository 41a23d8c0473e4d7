"""Paused, nothing leaves the house, also in the middle of a batch; resumed, all of it in order."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bot.engine.deliver import Delivery, Patience
from bot.engine.delivery import NotSent, Outcome, Sent, Uncertain
from bot.engine.pace import Pace
from bot.engine.pause import pause, resume
from bot.mail import Mail
from bot.notice import Notice
from connectors.mail_sender import MailSender
from connectors.smtp import Smtp
from handlers.customer_mail import compose
from storage.ledger import DatabaseLedger
from tests.engine.conftest import NOW, MachineTime, PostOffice
from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"


@dataclass
class Postman:
    """Sends everything; calls `on_the_way` when it is about to."""

    on_the_way: Callable[[Notice], None]
    sent: list[str] = field(default_factory=list)

    def send(self, notice: Notice, *, point_of_no_return: Callable[[], bool]) -> Outcome:
        self.on_the_way(notice)
        if not point_of_no_return():
            return NotSent("another process took over")
        self.sent.append(notice.id)
        return Sent({"channel": "C1", "ts": "1.0"})

    def find(self, notice: Notice, *, past_return: bool) -> Sent | NotSent | Uncertain:
        raise AssertionError((notice, past_return))

    def may_repeat(self, notice: Notice) -> bool:
        return notice.kind == "card_update"


def _pause(ledger: DatabaseLedger) -> None:
    with ledger.turn() as turn:
        pause(turn, by="U0LEA", now=NOW)


def _resume(ledger: DatabaseLedger) -> None:
    with ledger.turn() as turn:
        resume(turn, by="U0LEA", now=NOW)


@pytest.mark.parametrize("kind", ["thread_line", "card_update"])
def test_a_pause_in_the_middle_of_a_batch_stops_even_what_is_about_to_leave(
    ledger: DatabaseLedger, kind: str
) -> None:
    def pause_at_the_third(notice: Notice) -> None:
        with ledger.look() as look:
            if notice.id == "n2" and look.paused() is None and not resumed:
                _pause(ledger)

    resumed: list[bool] = []
    postman = Postman(pause_at_the_third)
    no_pace = Pace(post=0.0, update=0.0)
    delivery = Delivery(
        ledger, {"channel": postman}, MachineTime(), lambda: 1.0, no_pace, Patience()
    )
    with ledger.turn() as turn:
        for number in range(5):
            turn.stage(Notice(f"n{number}", kind, "channel:#here", case_id=number))

    while delivery.deliver_one():
        pass
    before = list(postman.sent)
    with ledger.look() as look:
        waiting = look.count_notices()
    resumed.append(True)
    _resume(ledger)
    while delivery.deliver_one():
        pass

    assert before == ["n0", "n1"]
    assert waiting == {"sent": 2, "waiting": 3}
    assert postman.sent == ["n0", "n1", "n2", "n3", "n4"]


def test_a_pause_while_the_mail_server_is_being_called_stops_the_mail(office: PostOffice) -> None:
    office.deliver_all(for_seconds=2)
    office.approve_mail(office.open_case())
    office.deliver_all(for_seconds=0)
    paused: list[bool] = []

    def mail_of(notice: Notice) -> Mail:
        if not paused:
            paused.append(True)
            _pause(office.ledger)
        with office.ledger.look() as look:
            return compose(look, notice, office.journey, office.settings)

    mail = MailSender(Smtp(office.workspace.smtp_url, timeout=5), mail_of)
    office.deliver_by({"mail": mail})
    office.deliver_all(for_seconds=100)
    before = office.mails()
    _resume(office.ledger)
    office.deliver_all(for_seconds=100)

    assert before == []
    assert len(office.mails()) == 1
    assert office.states() == {"sent": 2}


def test_a_lead_pauses_and_presses_still_count_and_are_shown_after_it(house: House) -> None:
    (case_id,) = house.show(PETIT)
    refused = house.type("ana", BILLING, "pause")

    begun = house.type("lea", BILLING, "pause")
    again = house.type("lea", BILLING, "pause")
    card = house.card(BILLING, case_id)
    house.press("ana", BILLING, case_id, "take")
    shown = house.type("bruno", BILLING, "status")
    own_page = house.home("ana")
    before = house.card(BILLING, case_id)
    house.type("lea", BILLING, "reprendre")

    assert "référents" in refused["text"]
    assert "plus rien ne sort" in begun["text"]
    assert "déjà en pause" in again["text"]
    assert "by Léa" in words_in(shown)
    assert "En pause" in words_in(own_page)
    assert before["blocks"] == card["blocks"]
    assert "Ana" in words_in(house.card(BILLING, case_id)["blocks"])
    assert "Paused" not in words_in(house.type("bruno", BILLING, "status"))


def test_after_a_pause_of_three_days_there_is_one_round_and_no_heap_of_reminders(
    house: House,
) -> None:
    house.type("lea", BILLING, "pause")
    house.hear(*(of_somebody_else(PETIT, name) for name in ("first", "second")))

    for _day in range(3):
        house.next_morning()
    while_paused = house.messages(BILLING), house.direct("ana")
    house.type("lea", BILLING, "resume")

    assert while_paused == ([], [])
    assert len(house.messages(BILLING)) == 3  # a header, and two cards
    assert len(house.direct("ana")) <= 1
