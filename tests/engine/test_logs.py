"""The log has a line for each fact, with ids; never a customer's words, never a secret."""

import io
import json
import sys

import pytest

from handlers.logs import write_log
from tests.house import House
from tests.records import PETIT

BILLING = "voix-facturation"
# What must never be seen in a log: the customer's words and name and address, what colleagues
# wrote, every secret, and what would forge a line.
WORDS = 'Zorglub débitée deux fois, xoxb-fake-token {"event": "forged"} 06 12 34 56 78'
HOSTILE = PETIT | {
    "text": f"{WORDS}\n2026-11-24 [error] forged case=999",
    "customer_name": "Quiproquo Dupont",
    "customer_email": "quiproquo@exemple.example",
}
SECRETS = ("xoxb-", "xapp-", "a secret of tests", "Zorglub", "Quiproquo", "quiproquo@", "forged")
PLANNED = "Rembourser le tirelipimpon"


@pytest.fixture(autouse=True)
def written() -> io.StringIO:
    """Write the log as `boucle run` does where no person looks on."""
    text = io.StringIO()
    write_log(as_json=True)
    return text


def test_a_whole_story_leaves_a_line_for_each_fact_and_no_words_and_no_secret(
    written: io.StringIO, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", written)
    (case_id,) = house.show(HOSTILE)
    house.react("ana", BILLING, case_id, "raising_hand")
    form = house.press("ana", BILLING, case_id, "act")
    house.fill("ana", form, what=PLANNED, due="vendredi")
    preview = house.fill("ana", house.press("ana", BILLING, case_id, "answer"), way="mail")
    house.fill("ana", preview)
    with house.ledger.turn() as turn:  # what fails is logged too
        turn._db.execute(
            """create trigger broken before insert on history
            begin select raise(abort, 'Zorglub'); end"""
        )
    house.react("ana", BILLING, case_id, "raising_hand", off=True)
    with house.ledger.turn() as turn:
        turn._db.execute("drop trigger broken")

    logged = written.getvalue()
    lines = [json.loads(line) for line in logged.splitlines() if line.startswith("{")]
    facts = [(one["case"], one["kind"]) for one in lines if one["event"] == "fact"]
    settled = [one for one in lines if one["event"] == "notice settled"]
    with house.ledger.look() as look:
        happened = [(case_id, fact.kind) for fact in look.history(case_id)]
    assert facts == happened
    assert {one["case"] for one in settled} == {None, case_id}
    assert all(one["notice"] for one in settled)
    assert [one["key"] for one in lines if one["event"] == "occasion failed"]
    assert [word for word in (*SECRETS, "tirelipimpon") if word in logged] == []
