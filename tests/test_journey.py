"""The journey map: what it answers, and how its mistakes are told."""

import re
from datetime import time, timedelta
from pathlib import Path

import pytest
from fluent.runtime import FluentResource
from fluent.syntax.ast import Message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import journey_file, yaml_values
from bot.journey import (
    DepartmentNotOnMap,
    JourneyMap,
    Named,
    SourcePolicy,
    TouchpointNotOnMap,
)
from bot.journey_file import JourneyMistakes, default_causes, digest_of, read_journey
from bot.wording import LANGUAGES, sentences
from bot.yaml_values import Mistake

EXAMPLE = Path(__file__).parent.parent / "journey.yaml"
MAPS = Path(__file__).parent.parent.parent / "shared" / "data" / "maps"

SMALL = """\
company: Vélo Libre
timezone: Europe/Paris
languages: [fr, en]
fallback: cx
leads: [lea@velolibre.example]
departments:
  billing:
    name: {fr: Facturation, en: Billing}
    channel: "#voix-facturation"
    was: invoicing
  cx:
    name: Expérience client
    channel: "#voix-cx"
    language: en
journey:
  - stage: pay
    name: {fr: Payer, en: Pay}
    touchpoints:
      - key: invoice
        name: {fr: Facture, en: Invoice}
        owner: billing
        was: [bill]
"""


def mistakes_in(text: str | bytes) -> list[Mistake]:
    with pytest.raises(JourneyMistakes) as refused:
        read_journey(text)
    return refused.value.mistakes


def only_mistake_in(text: str | bytes) -> Mistake:
    found = mistakes_in(text)
    assert len(found) == 1, [mistake.say("en") for mistake in found]
    return found[0]


@pytest.fixture(scope="module")
def small() -> JourneyMap:
    return read_journey(SMALL)


def test_a_touchpoint_belongs_to_its_owner_under_its_new_and_its_former_key(small: JourneyMap):
    owners = [small.owner_of(key).key for key in ("invoice", "bill")]

    assert owners == ["billing", "billing"]


def test_what_the_map_cannot_place_goes_to_the_fallback(small: JourneyMap):
    owners = [small.owner_of(None).key, small.owner_of("parcel").key]

    assert owners == ["cx", "cx"]


def test_a_key_that_never_was_is_refused(small: JourneyMap):
    with pytest.raises(TouchpointNotOnMap):
        small.touchpoint("parcel")
    with pytest.raises(DepartmentNotOnMap):
        small.department("legal")


def test_a_renamed_department_is_found_under_both_keys(small: JourneyMap):
    assert small.department("invoicing") is small.department("billing")


def test_a_channel_speaks_its_departments_language_or_the_maps_first(small: JourneyMap):
    languages = [small.language_of(key) for key in ("billing", "cx", "legal")]

    assert languages == ["fr", "en", "fr"]


def test_a_stage_knows_its_touchpoints_and_they_know_it(small: JourneyMap):
    stage = small.stage_of("invoice")

    assert stage.key == "pay"
    assert stage.touchpoints == ("invoice",)


def test_a_name_without_a_translation_is_said_in_the_language_there_is():
    name = Named({"fr": "Facture"})

    assert name.in_("en") == "Facture"
    assert Named().in_("en") == ""


def test_what_a_map_leaves_out_has_the_usual_value(small: JourneyMap):
    billing = small.department("billing")

    assert small.fresh_for == timedelta(days=30)
    assert billing.round.at == time(9, 15)
    assert billing.time_limits.acknowledge == timedelta(hours=48)
    assert billing.leads == ("lea@velolibre.example",)
    assert small.digest.channel == "#voix-cx"
    assert small.causes[0].name.in_("en") == "We did not say it clearly"


def test_an_emoji_means_its_verb_in_every_skin_tone(small: JourneyMap):
    verbs = [small.verb_of(name) for name in ("raising_hand", "raising_hand::skin-tone-4", "eyes")]

    assert verbs == ["take", "take", None]


@pytest.mark.parametrize(
    ("channel", "contact_ok", "may"),
    [
        ("survey", None, False),
        ("survey", True, True),
        ("review", None, False),
        ("ticket", None, True),
        ("ticket", False, False),
        ("shop", None, True),
        ("social", None, False),
    ],
)
def test_not_being_asked_means_no_unless_the_customer_wrote_to_us(
    small: JourneyMap, channel, contact_ok, may
):
    policy = small.policy_of("anything", channel)

    assert policy.may_contact(contact_ok=contact_ok) is may


def test_an_anonymous_customer_is_never_contacted():
    policy = SourcePolicy("anonymous", "yes")

    assert not policy.may_contact(contact_ok=True)


def test_the_map_overrides_the_policy_of_one_source():
    journey = read_journey(SMALL + "sources: {tablet: {identity: anonymous, contact: no}}\n")

    assert journey.policy_of("tablet", "shop") == SourcePolicy("anonymous", "no")
    assert journey.policy_of("counter", "shop") == SourcePolicy("named", "yes")


def test_the_example_map_shows_a_whole_company():
    journey = read_journey(EXAMPLE.read_bytes())

    assert len(journey.stages) == 5
    assert len(journey.touchpoints) >= 16
    assert len(journey.departments) == 6
    assert {journey.owner_of(key).key for key in journey.touchpoints} == set(journey.departments)
    assert any(touchpoint.moment_of_truth for touchpoint in journey.touchpoints.values())
    assert any(touchpoint.micro_moment for touchpoint in journey.touchpoints.values())


def test_words_in_a_plain_list_are_in_the_companys_first_language():
    text = SMALL.replace("was: [bill]", "words: [facture, avoir]")

    journey = read_journey(text)

    assert journey.touchpoints["invoice"].words == {"fr": ("facture", "avoir")}


def test_every_touchpoint_of_the_example_teaches_both_languages():
    journey = read_journey(EXAMPLE.read_bytes())

    for touchpoint in journey.touchpoints.values():
        for language in ("fr", "en"):
            assert touchpoint.description.in_(language)
            assert len(touchpoint.words[language]) >= 10, (touchpoint.key, language)
            assert len(touchpoint.examples[language]) >= 3, (touchpoint.key, language)


@pytest.mark.skipif(not MAPS.exists(), reason="the shared maps are not beside this checkout")
@pytest.mark.parametrize("name", ["bank.yaml", "services_publics.yaml"])
def test_the_shared_maps_have_no_mistakes(name: str):
    journey = read_journey((MAPS / name).read_bytes(), name=name)

    assert journey.fresh_for is None
    assert len(journey.touchpoints) == 12


def test_a_version_is_known_by_its_text():
    assert digest_of(SMALL) == digest_of(SMALL)
    assert digest_of(SMALL) != digest_of(SMALL + "\n")


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "sentence"),
    [
        ("company: Vélo Libre", "company: [Vélo]", 1, "company", "a text must stand here"),
        ("Europe/Paris", "Europe/Pariss", 2, "timezone", "Did you mean “Europe/Paris”?"),
        ("[fr, en]", "[fr, en, de]", 3, "languages.3", "Possible: fr, en"),
        ("fallback: cx", "fallback: xc", 4, "fallback", "Possible: billing, cx"),
        ("fallback: cx\n", "", 1, "fallback", "“fallback” is missing"),
        ("company:", "compani:", 1, "compani", "Did you mean “company”?"),
        ("lea@velo", "lea.velo", 5, "leads.1", "no e-mail address"),
        ("[lea@velolibre.example]", "[]", 5, "leads", "nothing stands here"),
        ('"#voix-cx"', "#voix-cx", 13, "departments.cx.channel", "needs quotes"),
        ('"#voix-cx"', '"Voix CX"', 13, "departments.cx.channel", '"#voix-cx"'),
        ('"#voix-cx"', '"#voix-facturation"', 11, "departments.cx", "already the channel of"),
        ("language: en", "language: de", 14, "departments.cx.language", "Possible: fr, en"),
        ("language: en", "mode: lve", 14, "departments.cx.mode", "Did you mean “live”?"),
        ("language: en", "round: {at: 9h15}", 14, "departments.cx.round.at", '"09:15"'),
        ("language: en", "round: {at_most: 0}", 14, "departments.cx.round.at_most", "1 to 50"),
        ("language: en", "working_hours: late", 14, "departments.cx.working_hours", "Mon-Fri"),
        ("language: en", "time_limits: {take: soon}", 14, "departments.cx.time_limits.take", "4h"),
        ("stage: pay", "stage: Payer !", 16, "journey.Payer !.stage", "cannot be a key"),
        ("owner: billing", "owner: biling", 21, ".invoice.owner", "Did you mean “billing”?"),
        ("owner: billing", "ownr: billing", 21, ".invoice.ownr", "Did you mean “owner”?"),
        ("was: [bill]", "was: invoice", 22, ".invoice.was", "still in use"),
        ("was: [bill]", "hands_to: [invoic]", 22, ".hands_to.1", "Did you mean “invoice”?"),
        ("was: [bill]", "hands_to: invoice", 22, ".hands_to", "a list must stand here"),
        ("was: [bill]", "moment_of_truth: yes", 22, ".moment_of_truth", "Write true or false"),
        ("was: [bill]", "words: {fr: []}", 22, ".words.fr", "would not be recognised"),
        ("was: [bill]", "words: {nl: [rekening]}", 22, ".words.nl", "not among the languages"),
        ("was: [bill]", "words: {fr: [{a: b}]}", 22, ".words.fr.1", "a text must stand here"),
        ("was: [bill]", "owner: cx", 22, ".invoice.owner", "already stands on line 21"),
        ("was: [bill]", "was: null", 22, ".invoice.was", "nothing stands here"),
    ],
)
def test_a_mistake_is_named_with_line_key_and_cure(
    right: str, wrong: str, line: int, key: str, sentence: str
):
    assert right in SMALL

    mistakes = mistakes_in(SMALL.replace(right, wrong))

    matching = [m for m in mistakes if m.key.endswith(key) and sentence in m.say("en")]
    assert [m.line for m in matching] == [line], [m.say("en") for m in mistakes]


@pytest.mark.parametrize(
    ("added", "sentence"),
    [
        ("reactions: {done: raising_hand}", "already stands for “take”"),
        ("reactions: {thanks: 🙏}", "not the name of an emoji"),
        ("digest: {at: friday}", '"Fri 16:00"'),
        ("digest: {channel: '#week', at: 16:00}", '"Fri 16:00"'),
        ("sources: {survey: {contact: maybe}}", "Possible: yes, no, ask"),
        ("sure_enough: 40", "from 0 to 1"),
        ("sure_enough: 101 %", "from 0 to 1"),
        ("fresh_for: 30", "not a duration"),
        ("causes: [{key: a, name: A}, {key: a, name: B}]", "already used"),
        ("company: Twice", "already stands on line 1"),
        ("? [a, b]\n: c", "a key must be a plain word"),
    ],
)
def test_a_mistake_in_what_may_be_left_out_is_named_too(added: str, sentence: str):
    mistake = only_mistake_in(f"{SMALL}{added}\n")

    assert sentence in mistake.say("en")
    assert mistake.line >= 23


def test_all_mistakes_are_told_at_once_in_the_order_of_the_lines():
    text = SMALL.replace("Europe/Paris", "Paris").replace("owner: billing", "owner: nobody")

    found = mistakes_in(text + "colour: blue\n")

    assert [mistake.line for mistake in found] == [2, 21, 23]


def test_two_touchpoints_with_one_key_are_refused_even_in_different_stages():
    text = SMALL + "  - stage: use\n    name: Use\n    touchpoints:\n"
    text += "      - {key: invoice, name: Again, owner: cx}\n"

    assert only_mistake_in(text).key == "journey.use.touchpoints.invoice.key"


def test_a_mistake_reads_naturally_in_french():
    mistake = only_mistake_in(SMALL.replace("owner: billing", "owner: biling"))

    assert mistake.say("fr") == (
        "journey.yaml, ligne 21\u00a0: journey.pay.touchpoints.invoice.owner\u00a0: "
        "«\u00a0biling\u00a0» n’est pas un service de cette carte. "
        "Vouliez-vous dire «\u00a0billing\u00a0»\u202f?"
    )


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "the file is empty"),
        ("# only a comment\n", 1, "the file is empty"),
        ("- a\n- list\n", 1, "keys with values must stand here"),
        ("just words", 1, "keys with values must stand here"),
        ("company: a\n\ttimezone: b\n", 2, "Indent with spaces"),
        ("company: a: b\n", 1, "a colon too many"),
        ("company: a\ntimezone: 'b\nfallback: c\n", 2, "never closed"),
        ("company: a\nlanguages: [fr\nfallback: c\n", 2, "never closed"),
        ("company: @lea\n", 1, "cannot begin with this character"),
        ("company: a\n---\ncompany: b\n", 2, "one document"),
        ("a: &a [x]\nb: *a\n", 1, "not used here"),
        ("company: a\ntimezone: \x00\n", 2, "no text can hold"),
        ('company: "\\UFFFFFFFF"\n', 1, "names no character"),
        ("[" * 5000, 1, "too many levels"),
        ("a: " + "x" * 10_000_000, 1, "more than 500,000 characters"),
        (b"company: V\xe9lo\n", 1, "UTF-8"),
        ("company: Vélo\n".encode("utf-16"), 1, "UTF-8"),
    ],
)
def test_a_text_that_is_no_map_is_refused_with_line_and_cure(
    text: str | bytes, line: int, sentence: str
):
    first = mistakes_in(text)[0]

    assert first.line == line
    assert sentence in first.say("en")


def test_aliases_that_would_unfold_into_gigabytes_are_refused_at_once():
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in ("ab", "bc", "cd", "de"))

    assert only_mistake_in(bomb).line == 1


def test_every_mistake_has_its_sentence_in_both_languages():
    code = "".join(
        Path(module.__file__ or "").read_text(encoding="utf-8")
        for module in (journey_file, yaml_values)
    )
    used = set(re.findall(r'"(journey-[a-z0-9-]+)"', code))

    written = {
        language: {
            message.id.name
            for message in FluentResource(sentences(language)["journey.ftl"]).body
            if isinstance(message, Message)
        }
        for language in LANGUAGES
    }

    assert used <= written["fr"]
    assert written["fr"] == written["en"]
    assert {f"journey-cause-{cause.key.replace('_', '-')}" for cause in default_causes()} == {
        key for key in written["fr"] if key.startswith("journey-cause-")
    }


def test_a_byte_order_mark_and_windows_line_ends_are_no_mistakes():
    windows = SMALL.replace("\n", "\r\n").encode("utf-8-sig")

    assert read_journey(windows) == read_journey(SMALL)


def said_in_both_languages(text: str | bytes) -> None:
    """Read a text, and say its mistakes: nothing but `JourneyMistakes` may be raised."""
    try:
        read_journey(text)
    except JourneyMistakes as refused:
        assert refused.say("fr")
        assert refused.say("en")


calm = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@calm
@given(st.one_of(st.text(), st.binary(), st.text("ab:-[]{}#&*!|>'\"%@`\\ \t\nUux0?,")))
def test_no_text_whatsoever_ends_in_a_traceback(text: str | bytes):
    said_in_both_languages(text)


@calm
@given(st.data())
def test_no_damage_to_a_good_map_ends_in_a_traceback(data: st.DataObject):
    lines = SMALL.splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    start = data.draw(st.integers(0, len(lines[at])))
    end = data.draw(st.integers(start, len(lines[at])))
    put = data.draw(st.text("ab:-[]{}#&*!|>'\"%@\\ \t\n01é0🙏", max_size=6))

    lines[at] = lines[at][:start] + put + lines[at][end:]

    said_in_both_languages("".join(lines))


def test_a_source_says_by_which_way_its_customers_are_answered() -> None:
    journey = read_journey(SMALL + "sources: {desk: {answer_by: zendesk}}\n")

    assert journey.policy_of("desk", "ticket") == SourcePolicy("named", "yes", answer_by="zendesk")
    assert journey.policy_of("desk", "survey").contact == "ask", (
        "as its channel, where none is said"
    )


def test_a_way_that_is_none_is_told_with_line_and_cure() -> None:
    with pytest.raises(JourneyMistakes) as wrong:
        read_journey(SMALL + "sources:\n  desk: {answer_by: zendesc}\n")

    (mistake,) = wrong.value.mistakes
    assert mistake.line == (SMALL + "sources:\n  desk").count("\n") + 1
    assert "zendesk" in mistake.say("en")


def test_a_name_is_found_by_the_locale_of_who_reads_it() -> None:
    name = Named({"fr": "Facture", "en": "Invoice"})

    read = [name.in_(language) for language in ("fr", "en", "en-GB", "fr-CA", "de-DE")]

    assert read == ["Facture", "Invoice", "Invoice", "Facture", "Facture"]
