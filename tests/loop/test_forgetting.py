"""A customer asks to be forgotten: nothing personal is left, in Slack or in the database."""

import json
from pathlib import Path
from typing import Any

from bot.exporting import customer_exported, exported
from bot.forgetting import COLLEAGUES_KEPT, Forgotten, forget, forget_old
from bot.steps.close import close as close_loop
from tests.house import House, words_in
from tests.records import PETIT, of_somebody_else

BILLING = "voix-facturation"
WORDS = "Débitée deux fois, zanzibar, appelez Marguerite au 06 12 34 56 78."
SECRETS = ("zanzibar", "Marguerite", "marguerite", "tombouctou")


def told(
    house: House, name: str = "marguerite", text: str = WORDS, said: str = "Voilà, tombouctou."
) -> int:
    """Let a customer go all the way round; returns the id of the case."""
    (case_id,) = house.show(
        of_somebody_else(
            PETIT,
            name,
            text=text,
            id=f"{name}@exemple.example/1",
            customer_name=f"{name.capitalize()} Valparaiso",
        )
    )
    house.press("ana", BILLING, case_id, "take")
    form = house.press("ana", BILLING, case_id, "act")
    house.fill("ana", form, what=f"Rembourser {name.capitalize()} Valparaiso", due="demain")
    form = house.press("ana", BILLING, case_id, "answer")
    preview = house.fill("ana", form, way="mail", due="", text=said)
    house.fill("ana", preview)
    return case_id


def forgotten(house: House, wanted: str) -> Forgotten:
    with house.ledger.turn() as turn:
        done = forget(turn, wanted, house.journey, now=house.workspace.now())
    house.settle()
    return done


def everything_in_slack(house: House) -> str:
    """Return every message of every channel and of every conversation with the bot."""
    state = house._http.get("/_workspace/state").json()
    channels = [house.messages(channel["id"]) for channel in state["channels"]]
    threads = [
        house.messages(channel["id"], thread_ts=message["ts"])
        for channel, messages in zip(state["channels"], channels, strict=True)
        for message in messages
        if message.get("reply_count")
    ]
    direct = [house.direct(user["name"]) for user in state["users"]]
    return words_in([channels, threads, direct])


def test_nothing_personal_is_left_anywhere(house: House, tmp_path: Path) -> None:
    case_id = told(house)
    other = told(
        house, "irene", text="Débitée deux fois, ouagadougou, merci de corriger.", said="Voilà."
    )
    house.move_to("2026-11-27T16:30:00+01:00")
    before = everything_in_slack(house)
    assert "zanzibar" in before
    digest = [one for one in house.messages("voix-du-client") if "zanzibar" in words_in(one)]
    assert digest, "the digest quotes it"

    done = forgotten(house, "marguerite@exemple.example")

    assert (done.customers, done.verbatims, done.cases) == (1, 1, 1)
    assert done.posts >= 2
    after = everything_in_slack(house)
    assert [secret for secret in SECRETS if secret in after] == []
    assert "ouagadougou" in after, "what others said stays"
    assert "effacés à la demande" in words_in(house.card(BILLING, case_id)) or "✅" in words_in(
        house.card(BILLING, case_id)
    )
    with house.ledger.look() as look:
        assert look.is_history_whole(case_id)
        assert [fact.kind for fact in look.history(case_id)][-1] == "forgotten"
        assert look.case(other).customer_id == "irene"
    house.bot.stop()
    house.ledger.close()
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*.db*"))
    assert [secret for secret in SECRETS if secret.encode() in files] == []


def test_what_was_forgotten_is_not_brought_back_by_the_same_file(office: House) -> None:
    record = of_somebody_else(PETIT, "again", text="Prélèvement refusé, bucarest.")
    (case_id,) = office.show(record)
    with office.ledger.look() as look:
        said_at = look.verbatim(look.case(case_id).verbatim_id).happened_at

    forgotten(office, "again")

    assert office.hear({**record, "happened_at": said_at.isoformat()}) == []
    assert office.hear({**record, "text": "Prélèvement refusé, budapest."}) == []
    with office.ledger.look() as look:
        assert look.verbatim(look.case(case_id).verbatim_id).text == ""
        assert look.customer("again") is None


def test_a_mail_that_waits_is_not_sent_to_somebody_who_was_forgotten(office: House) -> None:
    (case_id,) = office.show(of_somebody_else(PETIT, "waits", text="Facture fausse, oslo."))
    with office.ledger.turn() as turn:
        case = turn.case(case_id)
    before = len(office.inbox())

    forgotten(office, "waits")
    office.press("ana", BILLING, case_id, "take")

    card = words_in(office.card(BILLING, case_id))
    assert "oslo" not in card
    assert case.needs_answer
    with office.ledger.look() as look:
        assert not look.case(case_id).needs_answer
    assert len(office.inbox()) == before


def test_nobody_of_that_name_is_forgotten(office: House) -> None:
    assert forgotten(office, "nobody@exemple.example") == Forgotten(0, 0, 0, 0)


def test_words_are_erased_when_they_are_old_and_colleagues_when_it_is_long_over(
    office: House,
) -> None:
    case_id = told(office, "ancient", text="Débitée deux fois, samarcande.")
    close(office, case_id)
    now = office.workspace.now()

    with office.ledger.turn() as turn:
        forget_old(turn, office.journey, now=now + COLLEAGUES_KEPT * 2)
    with office.ledger.look() as look:
        facts = look.history(case_id)
        words = look.verbatim(look.case(case_id).verbatim_id).text
        assert {fact.by for fact in facts} <= {None, "former"}
        assert look.case(case_id).taken_by is None
        assert look.is_history_whole(case_id)
    assert "samarcande" in words

    keep_for = office.journey.keep_for
    assert keep_for is not None
    with office.ledger.turn() as turn:
        forget_old(turn, office.journey, now=now + keep_for * 2)
    with office.ledger.look() as look:
        assert look.verbatim(look.case(case_id).verbatim_id).text == ""
        assert look.customer("ancient") is None


def close(house: House, case_id: int) -> None:
    """Close a case that waits for nothing more."""
    with house.ledger.turn() as turn:
        case = turn.case(case_id)
        if case.closed_at is None:
            close_loop(turn, case, house.journey, how="told", by="U1", now=house.workspace.now())
    house.settle()


def test_all_that_is_kept_of_a_customer_can_be_given_to_them(office: House) -> None:
    told(office, "curious", text="Débitée deux fois, lisbonne, au 06 12 34 56 78.")

    with office.ledger.look() as look:
        story = customer_exported(look, "curious", office.journey)

    assert story["customer"]["email"] == "curious@exemple.example"
    (said,) = story["feedback"]
    assert "06 12 34 56 78" in said["words"]
    assert "tombouctou" in said["messages"][0]["text"]
    assert people_in(story) == set()


def test_an_export_is_masked_and_names_nobody_of_us(office: House) -> None:
    told(office, "listed", text="Débitée deux fois, prague, au 06 12 34 56 78.")

    with office.ledger.look() as look:
        lines = list(exported(look, office.journey))

    (line,) = [line for line in lines if "prague" in line["words"]]
    assert "06 12" not in json.dumps(lines)
    assert line["stage"] == "pay"
    assert line["taken_at"]
    assert people_in(lines) == set()


def people_in(data: Any) -> set[str]:
    """Return the names and ids of colleagues that stand in some data."""
    text = json.dumps(data)
    return {name for name in ('"U0', "taken_by", "approved_by", "planned_by") if name in text}
