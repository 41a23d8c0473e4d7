"""One record becomes a verbatim and its customer, or is refused with every reason."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.customer import Customer
from bot.record import LONGEST_TEXT, Intake, RecordRefused, read_record
from bot.record_fields import OTHER_NAMES, field_of
from bot.verbatim import Score
from bot.wording import LANGUAGES

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 24, 9, 15, tzinfo=PARIS)


def taken(record: dict[str, Any], *, source: str | None = "survey") -> Intake:
    return read_record(record, source=source, zone=PARIS, now=NOW)


def reasons(record: dict[str, Any], *, source: str | None = "survey") -> dict[str, str]:
    """Return the sentence keys of a refused record by field."""
    with pytest.raises(RecordRefused) as refused:
        taken(record, source=source)
    for problem in refused.value.problems:
        assert all(problem.sentence(language) for language in LANGUAGES)
    return {problem.field: problem.problem_key for problem in refused.value.problems}


def test_a_full_record_is_read_field_by_field() -> None:
    record = {
        "id": "S-1",
        "text": "Débitée deux fois.",
        "score": 2,
        "scale": "nps",
        "expected": 8,
        "happened_at": "2026-11-23T18:30:00+01:00",
        "channel": "call",
        "customer_id": "4711",
        "customer_name": "C. Petit",
        "customer_email": "c.petit@example.fr",
        "customer_phone": "06 12 34 56 78",
        "customer_since": "2023-05-02",
        "contact_ok": "yes",
        "language": "fr",
        "moment": "end",
        "touchpoint": "invoice",
        "value": "1 234,50",
        "currency": "EUR",
        "url": "https://desk.example/t/1",
        "agent": "Ana",
    }

    intake = taken(record)

    verbatim = intake.verbatim
    assert (verbatim.source, verbatim.source_id, verbatim.text) == (
        "survey",
        "S-1",
        "Débitée deux fois.",
    )
    assert verbatim.happened_at == datetime(2026, 11, 23, 17, 30, tzinfo=UTC)
    assert verbatim.received_at == NOW
    assert verbatim.score == Score(2, "nps", expected=8)
    assert (verbatim.value, verbatim.currency) == (1234.5, "EUR")
    assert (verbatim.channel, verbatim.moment, verbatim.touchpoint) == ("call", "end", "invoice")
    assert verbatim.extra == {"agent": "Ana"}
    assert intake.customer == Customer(
        id="4711",
        name="C. Petit",
        email="c.petit@example.fr",
        phone="06 12 34 56 78",
        since=date(2023, 5, 2),
        contact_ok=True,
    )


def test_the_names_people_give_their_columns_are_understood() -> None:
    record = {
        " Commentaire ": "Parfait",
        "NOTE": "9/10",
        "Adresse e-mail": "a@example.fr",
        "Échelle": "NPS",
        "Client depuis": "2023",
        "Téléphone": "0612345678",
        "customerName": "Zoé",
        "Point de contact": "invoice",
    }

    intake = taken(record)

    assert intake.verbatim.text == "Parfait"
    assert intake.verbatim.score == Score(9, "nps")
    assert intake.verbatim.touchpoint == "invoice"
    assert intake.verbatim.extra == {}
    assert intake.customer is not None
    assert (intake.customer.name, intake.customer.since) == ("Zoé", date(2023, 1, 1))


def test_no_name_stands_for_two_fields() -> None:
    names = [name for others in OTHER_NAMES.values() for name in others] + list(OTHER_NAMES)

    assert len(names) == len(set(names))
    assert all(field_of(name) is not None for name in names)


def test_the_field_s_own_name_wins_over_its_other_names() -> None:
    verbatim = taken({"comment": "internal", "text": "what they said"}).verbatim

    assert verbatim.text == "what they said"
    assert verbatim.extra == {"comment": "internal"}


@pytest.mark.parametrize("text", ["", "   ", " \n\t ", "\u200b\ufeff", "\u2800", None])
def test_a_text_that_shows_nothing_is_none(text: str | None) -> None:
    assert reasons({"text": text}) == {"text": "intake-nothing-said"}
    assert taken({"text": text, "score": "5/5"}).verbatim.text == ""


@pytest.mark.parametrize("text", ["none", "N/A", "-", "👍", "😀", "ok", "لا شيء"])
def test_short_words_are_kept_as_they_are(text: str) -> None:
    assert taken({"text": text}).verbatim.text == text


def test_a_text_is_kept_to_the_last_space() -> None:
    text = "  two  spaces\r\n\tand a tab \u202eRTL "

    assert taken({"text": text}).verbatim.text == text


def test_forty_thousand_characters_are_the_most() -> None:
    assert taken({"text": "é" * LONGEST_TEXT}).verbatim.text == "é" * LONGEST_TEXT
    assert reasons({"text": "é" * (LONGEST_TEXT + 1)}) == {"text": "intake-text-too-long"}


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"text": "\0"}, {"text": "intake-nul"}),
        ({"texte": "a\0b"}, {"texte": "intake-nul"}),
        ({"text": "half \ud83d"}, {"text": "intake-surrogate"}),
        ({"text": "ok", "extra": {"deep": ["\udc00"]}}, {"extra": "intake-surrogate"}),
        ({"text": "ok", "customer_name": "\0"}, {"customer_name": "intake-nul"}),
        ({"text": "ok", "a\0": "b"}, {"a": "intake-nul"}),
        ({"text": "ok", "n": float("inf")}, {"n": "intake-not-finite"}),
        ({"text": 3}, {"text": "intake-text-not-words"}),
        ({"text": ["a"]}, {"text": "intake-text-not-words"}),
        ({"text": True}, {"text": "intake-text-not-words"}),
        ({"text": "ok", "id": {"a": 1}}, {"id": "intake-not-a-word"}),
        ({"text": "ok", "customer_id": "x" * 1001}, {"customer_id": "intake-word-too-long"}),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(
    record: dict[str, Any], expected: dict[str, str]
) -> None:
    assert reasons(record) == expected


def test_nesting_without_end_is_refused() -> None:
    nested: Any = "end"
    for _ in range(10_000):
        nested = [nested]

    assert reasons({"text": "ok", "nested": nested}) == {"nested": "intake-too-deep"}


def test_nested_values_are_kept_as_extra() -> None:
    extra = {"tags": ["a", {"b": 1}], "vip": True, "age": 7}

    assert taken({"text": "ok", **extra}).verbatim.extra == extra


@pytest.mark.parametrize(
    ("written", "local"),
    [
        ("2026-11-23T14:30:00Z", "2026-11-23 15:30"),
        ("2026-11-23T14:30:00", "2026-11-23 14:30"),
        ("2026-11-23 14:30:00 +0000", "2026-11-23 15:30"),
        ("2026-11-23 14:30 UTC", "2026-11-23 15:30"),
        ("2026-11-23", "2026-11-23 00:00"),
        ("20261123", "2026-11-23 00:00"),
        ("23/11/2026 14:30", "2026-11-23 14:30"),
        ("23/11/2026 14:30:00", "2026-11-23 14:30"),
        ("23/11/26 9:05", "2026-11-23 09:05"),
        ("23.11.2026", "2026-11-23 00:00"),
        ("03/11/2026", "2026-11-03 00:00"),
        ("11/23/2026 2:30 PM", "2026-11-23 14:30"),
        ("2026/11/23 09:05", "2026-11-23 09:05"),
        ("23 nov. 2026", "2026-11-23 00:00"),
        ("lundi 23 novembre 2026 à 14h30", "2026-11-23 14:30"),
        ("le 1er août 2026, 8h", "2026-08-01 08:00"),
        ("Nov 23, 2026", "2026-11-23 00:00"),
        ("November 23rd, 2026 12:05 am", "2026-11-23 00:05"),
        ("Mon, 23 Nov 2026 14:30:00 +0100", "2026-11-23 14:30"),
        ("Mon Nov 23 2026 14:30:00 GMT-0500 (Eastern Time)", "2026-11-23 20:30"),
        ("23-Nov-2026 10:00", "2026-11-23 10:00"),
        ("mar 3, 2026", "2026-03-03 00:00"),
        (1763900000, "2025-11-23 13:13"),
        ("1763900000000", "2025-11-23 13:13"),
        ("2026-03-29 02:30", "2026-03-29 03:30"),  # the hour that summer time leaves out
    ],
)
def test_a_date_is_read_as_people_and_programs_write_it(written: object, local: str) -> None:
    happened_at = taken({"text": "ok", "date": written}).verbatim.happened_at

    in_paris = happened_at.astimezone(UTC).astimezone(PARIS)
    assert in_paris.strftime("%Y-%m-%d %H:%M") == local


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("hier", "intake-date-unknown"),
        ("30/02/2026", "intake-date-unknown"),
        ("24/11/2026 25:00", "intake-date-unknown"),
        ("46350.6", "intake-date-unknown"),
        (12, "intake-date-unknown"),
        (True, "intake-date-unknown"),
        ([2026], "intake-date-unknown"),
        ("0001-01-01", "intake-date-unknown"),
        ("1926-11-24", "intake-date-too-old"),
        ("9999-12-31", "intake-date-ahead"),
        ((NOW + timedelta(days=1, seconds=1)).isoformat(), "intake-date-ahead"),
        ("1" * 100_000, "intake-date-unknown"),
    ],
)
def test_a_date_that_cannot_be_is_refused(written: object, key: str) -> None:
    assert reasons({"text": "ok", "happened_at": written}) == {"happened_at": key}


def test_a_clock_that_runs_ahead_is_forgiven_one_day() -> None:
    ahead = NOW + timedelta(days=1)

    assert taken({"text": "ok", "happened_at": ahead.isoformat()}).verbatim.happened_at == ahead


def test_without_a_date_it_happened_now() -> None:
    for nothing in ({}, {"date": ""}, {"date": "n/a"}, {"date": None}):
        assert taken({"text": "ok", **nothing}).verbatim.happened_at == NOW


@pytest.mark.parametrize(
    ("record", "score"),
    [
        ({"score": "9/10"}, Score(9, "nps")),
        ({"score": "9 sur 10"}, Score(9, "nps")),
        ({"score": "6/7"}, Score(6, "ces")),
        ({"score": "4/5"}, Score(4, "csat")),
        ({"score": "4/5", "channel": "review"}, Score(4, "stars")),
        ({"score": "★★★★☆"}, Score(4, "stars")),
        ({"score": "⭐⭐⭐"}, Score(3, "stars")),
        ({"score": "4,5 étoiles"}, Score(4.5, "stars")),
        ({"score": "4,5", "scale": "CSAT"}, Score(4.5, "csat")),
        ({"score": "4/5", "scale": "étoiles"}, Score(4, "stars")),
        ({"score": 9}, Score(9, "nps")),
        ({"score": "0"}, Score(0, "nps")),
        ({"nps": "3"}, Score(3, "nps")),
        ({"Étoiles": "3"}, Score(3, "stars")),
        ({"score": "3.0", "scale": "ces", "expected": "6/7"}, Score(3, "ces", expected=6)),
    ],
)
def test_a_score_is_read_with_its_scale(record: dict[str, Any], score: Score) -> None:
    assert taken(record).verbatim.score == score


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"score": 4}, {"score": "intake-scale-missing"}),
        ({"score": 7}, {"score": "intake-scale-missing"}),
        ({"score": 55}, {"score": "intake-scale-missing"}),
        ({"score": "14/20"}, {"score": "intake-score-out-of-unknown"}),
        ({"score": 6, "scale": "csat"}, {"score": "intake-score-out-of-range"}),
        ({"score": 0, "scale": "stars"}, {"score": "intake-score-out-of-range"}),
        ({"score": -1, "scale": "nps"}, {"score": "intake-score-out-of-range"}),
        ({"score": "4/5", "scale": "nps"}, {"score": "intake-scale-differs"}),
        ({"score": "bien", "scale": "nps"}, {"score": "intake-score-unknown"}),
        ({"score": True, "scale": "nps"}, {"score": "intake-score-unknown"}),
        ({"score": [9], "scale": "nps"}, {"score": "intake-score-unknown"}),
        ({"score": float("nan"), "scale": "nps"}, {"score": "intake-not-finite"}),
        ({"score": 10**400, "scale": "nps"}, {"score": "intake-score-unknown"}),
        ({"score": "9", "scale": "npps"}, {"scale": "intake-scale-unknown"}),
        (
            {"score": "9", "scale": "nps", "expected": 11},
            {"expected": "intake-score-out-of-range"},
        ),
        ({"score": "9" + " " * 50_000 + "x"}, {"score": "intake-score-unknown"}),
    ],
)
def test_a_score_that_says_nothing_sure_is_refused(
    record: dict[str, Any], expected: dict[str, str]
) -> None:
    assert reasons(record) == expected


def test_an_expectation_without_a_score_is_kept_as_extra() -> None:
    verbatim = taken({"text": "ok", "Note attendue": 8}).verbatim

    assert (verbatim.score, verbatim.extra) == (None, {"Note attendue": 8})


@pytest.mark.parametrize(
    ("written", "ok"),
    [
        ("yes", True),
        ("Oui", True),
        ("TRUE", True),
        ("1", True),
        (1.0, True),
        (True, True),
        ("no", False),
        ("Non", False),
        (0, False),
        (False, False),
        ("", None),
        (None, None),
        ("n/a", None),
    ],
)
def test_consent_is_yes_no_or_unknown(written: object, ok: bool | None) -> None:  # noqa: FBT001 a case
    customer = taken({"text": "ok", "customer_id": "1", "contact_ok": written}).customer

    assert customer is not None
    assert customer.contact_ok is ok


def test_without_a_channel_it_is_the_one_where_silence_is_no_consent() -> None:
    assert taken({"text": "ok"}).verbatim.channel == "survey"


def test_a_channel_by_its_french_name_is_understood_and_a_typo_gets_the_nearest() -> None:
    with pytest.raises(RecordRefused) as refused:
        taken({"text": "ok", "canal": "survei"})

    assert taken({"text": "ok", "canal": "Réseaux sociaux"}).verbatim.channel == "social"
    assert "«\u00a0survey\u00a0»" in refused.value.problems[0].sentence("fr")
    assert "“survey”" in refused.value.problems[0].sentence("en")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("fr", "fr"),
        ("fr-CA", "fr"),
        ("EN_gb", "en"),
        ("Français", "fr"),
        ("German", "de"),
        ("français (Canada)", "fr"),
    ],
)
def test_a_language_is_understood_by_code_or_name(written: str, code: str) -> None:
    assert taken({"text": "ok", "langue": written}).verbatim.language == code


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("1 234,50", 1234.5, None),
        ("1\u202f234,50 €", 1234.5, "EUR"),
        ("1.234,50", 1234.5, None),
        ("1,234.50", 1234.5, None),
        ("1,234,567", 1234567, None),
        ("£39", 39, "GBP"),
        ("39 EUR", 39, "EUR"),
        (39, 39, None),
    ],
)
def test_money_is_read_as_people_write_it(
    written: object, amount: float, currency: str | None
) -> None:
    verbatim = taken({"text": "ok", "value": written}).verbatim

    assert (verbatim.value, verbatim.currency) == (amount, currency)


def test_a_broken_address_or_link_loses_nothing_and_reaches_nobody() -> None:
    record = {
        "text": "ok",
        "customer_id": "7",
        "E-mail": "c.petit@",
        "url": "javascript:alert(1)",
    }

    intake = taken(record)

    assert intake.customer == Customer(id="7")
    assert intake.verbatim.url is None
    assert intake.verbatim.extra == {"E-mail": "c.petit@", "url": "javascript:alert(1)"}


@pytest.mark.parametrize(
    "address", ["a@b", "a b@c.fr", "a@b.fr, c@d.fr", "a@b..fr", "@b.fr", "a@b.fr\nBcc: x@y.fr"]
)
def test_what_is_no_single_address_is_not_written_to(address: str) -> None:
    customer = taken({"text": "ok", "customer_id": "7", "email": address}).customer

    assert customer is not None
    assert customer.email is None


def test_a_customer_without_an_id_is_known_by_their_address() -> None:
    first = taken({"text": "one", "email": "C.Petit@Example.fr"})
    second = taken({"text": "two", "email": "<c.petit@example.fr>"})

    assert first.customer is not None
    assert second.customer is not None
    assert first.customer.id == second.customer.id == first.verbatim.customer_id
    assert "petit" not in first.customer.id


def test_two_people_of_one_name_stay_two() -> None:
    first = taken({"text": "one", "customer_name": "Null"}).customer
    second = taken({"text": "two", "customer_name": "Null"}).customer

    assert first is not None
    assert second is not None
    assert first.name == "Null"
    assert first.id != second.id


def test_nobody_known_is_no_customer() -> None:
    intake = taken({"text": "ok", "customer_id": "n/a"})

    assert (intake.customer, intake.verbatim.customer_id) == (None, None)


def test_an_id_made_for_a_record_is_the_same_at_every_import() -> None:
    record = {"text": "one\r\ntwo", "date": "23/11/2026 14:30", "email": "a@example.fr"}
    again = {"Texte": "one\ntwo ", "Date": "2026-11-23T13:30:00Z", "E-mail": "A@example.fr"}
    undated = {"text": "ok"}

    later = read_record(undated, source="survey", zone=PARIS, now=NOW + timedelta(days=3))

    assert taken(record).verbatim.source_id == taken(again).verbatim.source_id
    assert taken(undated).verbatim.source_id == later.verbatim.source_id


def test_an_id_made_for_a_record_differs_where_source_customer_time_or_words_differ() -> None:
    record = {"text": "one", "date": "2026-11-23", "customer_id": "1"}
    changes = [{}, {"text": "two"}, {"date": "2026-11-22"}, {"customer_id": "2"}]

    ids = {taken({**record, **change}).verbatim.source_id for change in changes}
    ids.add(taken(record, source="shop").verbatim.source_id)
    ids |= {taken({"score": score, "scale": "nps"}).verbatim.source_id for score in (3, 4)}

    assert len(ids) == 7


@pytest.mark.parametrize(("written", "id_"), [(12, "12"), (12.0, "12"), (" A-1 ", "A-1")])
def test_an_id_of_any_kind_is_text(written: object, id_: str) -> None:
    assert taken({"text": "ok", "id": written}).verbatim.source_id == id_


def test_the_source_that_was_named_wins_over_the_record_s_own() -> None:
    record = {"text": "ok", "source": "shop"}

    assert taken(record, source=None).verbatim.source == "shop"
    assert taken(record, source="survey").verbatim.source == "survey"
    assert taken(record, source="survey").verbatim.extra == {"source": "shop"}
    assert reasons({"text": "ok"}, source=None) == {"source": "intake-source-missing"}


def test_a_corrected_line_of_a_rejected_file_carries_no_trace_of_its_rejection() -> None:
    record = {"Ligne refusée": "3", "Pourquoi refusée": "…", "Why rejected": "…", "text": "ok"}

    assert taken(record).verbatim.extra == {}


def test_all_problems_are_told_at_once_in_both_languages_with_the_names_of_the_file() -> None:
    record = {
        "Texte": "x" * (LONGEST_TEXT + 1),
        "Note": "14/20",
        "Date": "jamais",
        "Canal": "pigeon",
        "Recontact": "peut-être",
        "Langue": "martien",
        "Moment": "midi",
        "Montant": "1,234",
        "Devise": "sous",
        "Client depuis": "toujours",
    }

    with pytest.raises(RecordRefused) as refused:
        taken(record)

    problems = refused.value.problems
    assert {problem.field for problem in problems} == set(record)
    for language in LANGUAGES:
        sentences = [problem.sentence(language) for problem in problems]
        assert all(field in " ".join(sentences) for field in record)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from([*OTHER_NAMES, "nps", "note", "whatever"])


@given(st.dictionaries(NAMES, JSON, max_size=8))
def test_no_record_is_ever_a_crash(record: dict[str, Any]) -> None:
    try:
        intake = taken(record)
    except RecordRefused as refused:
        for problem in refused.problems:
            for language in LANGUAGES:
                assert problem.sentence(language)
    else:
        assert intake.verbatim.text or intake.verbatim.score
        assert intake.verbatim.source_id
