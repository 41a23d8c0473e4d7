"""Where a verbatim belongs, how sure that is, and why."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from velo_libre import verbatim

from bot.journey_file import read_journey
from bot.reading.evaluate import NONE, Labelled, evaluate
from bot.reading.reader import MapReader
from bot.reading.sureness import least_confidence
from bot.reading.words import stems_of
from tests.house import MAP

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


def test_the_words_of_the_map_find_the_touchpoint_and_are_its_reasons(read):
    reading = read("Bonjour, j'ai été débitée deux fois ce mois-ci.")

    assert reading.touchpoint == "invoice"
    assert reading.confidence > 0.7
    assert ("words", "invoice", "débité deux fois") in [
        (reason.kind, reason.touchpoint, reason.because) for reason in reading.reasons
    ]


def test_english_words_find_the_same_touchpoint_on_the_same_map(read):
    reading = read("The courier left my parcel in the rain")

    assert reading.touchpoint == "delivery"
    assert reading.language == "en"


def test_a_short_text_is_read_in_whichever_language_the_map_knows_it(read):
    assert read("invoice wrong").touchpoint == "invoice"
    assert read("facture fausse").touchpoint == "invoice"


def test_candidates_are_the_three_likeliest_best_first(read):
    candidates = read("Colis en retard et personne au téléphone").candidates

    confidences = [candidate.confidence for candidate in candidates]
    assert len(candidates) == 3
    assert confidences == sorted(confidences, reverse=True)
    assert {candidates[0].touchpoint, candidates[1].touchpoint} == {"delivery", "helpline"}


def test_a_touchpoint_named_besides_the_main_one_is_told(read):
    reading = read("Débité deux fois, et une heure d'attente au téléphone pour un remboursement")

    assert reading.touchpoint == "invoice"
    assert reading.also == ("helpline",)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Facture fausse. Et personne ne répond au téléphone.", {"invoice", "helpline"}),
        ("Livraison parfaite, par contre débitée deux fois", {"invoice", "delivery"}),
        ("Great delivery but nobody answers the phone", {"delivery", "helpline"}),
        ("Débitée deux fois. Merci de faire vite, je pars lundi.", {"invoice"}),
    ],
)
def test_what_a_clause_of_its_own_is_about_is_told_too(read, text, named):
    reading = read(text)

    assert {reading.touchpoint, *reading.also} == named


def test_where_fewer_touchpoints_can_be_mistaken_a_reading_is_surer():
    journey_map = read_journey(MAP.read_bytes(), name=str(MAP))
    first_five = dict(list(journey_map.touchpoints.items())[:5])
    text = journey_map.touchpoints[next(iter(first_five))].name.texts["en"]

    many = MapReader(journey_map).read(verbatim(text))
    few = MapReader(replace(journey_map, touchpoints=first_five)).read(verbatim(text))

    assert few.candidates[0].touchpoint == many.candidates[0].touchpoint
    assert few.confidence > many.confidence


def test_what_the_map_does_not_know_is_placed_by_a_person(read):
    reading = read("Le soleil brillait sur la montagne")

    assert reading.touchpoint is None


def test_a_touchpoint_given_with_the_record_wins(reader):
    reading = reader.read(verbatim("J'ai été débité deux fois", touchpoint="delivery"))

    assert (reading.touchpoint, reading.confidence) == ("delivery", 1.0)
    assert [reason.kind for reason in reading.reasons] == ["given"]


def test_a_given_touchpoint_that_is_not_on_the_map_is_passed_over(reader):
    reading = reader.read(verbatim("J'ai été débité deux fois", touchpoint="moon"))

    assert reading.touchpoint == "invoice"


@pytest.mark.parametrize(
    "text",
    [
        "El repartidor no ha llegado y nadie me contesta, es muy malo",
        "Wo ist mein Paket? Ich warte schon seit zwei Wochen und niemand antwortet",
        "我的包裹没有到",
        "أين طردي؟ لم يصل بعد",
    ],
)
def test_a_language_we_do_not_read_is_placed_by_a_person(read, text):
    reading = read(text)

    assert reading.language == "other"
    assert reading.touchpoint is None


def test_a_higher_target_leaves_more_to_people():
    targets = (0.0, 0.5, 0.8, 0.9, 0.95, 1.0)

    least = [least_confidence(target) for target in targets]

    assert least == sorted(least)
    assert least[0] == 0.4
    assert least[-1] == 1.0


def test_the_same_words_are_read_by_what_came_with_them(reader):
    words = "La facture est arrivée"
    said = [
        verbatim(words),
        verbatim(words, 1),
        verbatim(words, 10),
        verbatim(words, touchpoint="delivery"),
    ] * 60

    together = reader.read_all(said)

    assert together == [reader.read(one) for one in said]
    assert len(set(map(repr, together))) == 4


def test_reading_many_is_reading_each_whatever_the_order(reader):
    texts = ["Débité deux fois", "The driver was late", "RAS", "Attente au téléphone", "Merci !"]
    verbatims = [verbatim(text) for text in texts]

    forwards = reader.read_all(verbatims)
    backwards = reader.read_all(verbatims[::-1])

    assert forwards == backwards[::-1] == [reader.read(each) for each in verbatims]


@needs_data
@pytest.mark.parametrize(
    ("map_file", "feedback_file", "floor"),
    [
        ("services_publics.yaml", "feedback/services_publics_fr.jsonl", 0.80),
        ("bank.yaml", "understanding/banking77_en.test.jsonl", 0.775),
    ],
)
def test_the_map_alone_routes_real_feedback_above_the_floor(map_file, feedback_file, floor):
    reader = MapReader(read_journey((DATA / "maps" / map_file).read_text(encoding="utf-8")))
    lines = (DATA / feedback_file).read_text(encoding="utf-8").strip().split("\n")
    records = [record for record in map(json.loads, lines) if "touchpoint" in record]

    readings = reader.read_all([verbatim(record["text"]) for record in records])

    right = sum(
        reading.candidates[0].touchpoint == record["touchpoint"]
        for reading, record in zip(readings, records, strict=True)
        if reading.candidates
    )
    assert right / len(records) >= floor


@pytest.mark.parametrize(
    "text",
    ["L'affiche du film est superbe", "Mouais, franchement bof, voilà.", "Bravo !"],
)
def test_a_chance_word_of_the_map_is_not_sure_enough_for_nine_in_ten(text):
    example = read_journey(MAP.read_bytes(), name=str(MAP))

    reading = MapReader(replace(example, sure_enough=0.9)).read(verbatim(text))

    assert reading.touchpoint is None
    assert reading.candidates, "its guesses are offered to a person"


@pytest.mark.parametrize("text", ["facture fausse", "La selle grince", "débité deux fois"])
def test_few_words_that_the_map_names_itself_are_sure_enough(text):
    example = read_journey(MAP.read_bytes(), name=str(MAP))

    reading = MapReader(replace(example, sure_enough=0.9)).read(verbatim(text))

    assert reading.touchpoint is not None


@pytest.mark.parametrize(
    "text",
    [
        "El pedido nunca llegó",
        "Pésimo servicio técnico",
        "Rimborso mai ricevuto, vergogna",
        "Corriere maleducato",
        "Rückerstattung fehlt noch",
        "Kundendienst unfreundlich",
        "Terugbetaling nog niet ontvangen",
        "Bezorger onbeleefd",
        "Reembolso atrasado, péssimo",
    ],
)
@pytest.mark.parametrize("declared", [None, "fr"])
def test_a_short_text_of_another_language_is_left_to_its_score_and_to_people(text, declared):
    reader = MapReader(read_journey(MAP.read_bytes(), name=str(MAP)))

    reading = reader.read(verbatim(text, score=0, language=declared))

    assert reading.language == "other"
    assert reading.touchpoint is None
    assert reading.is_low


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Selle abîmée", "fr"),
        ("Résiliation impossible", "fr"),
        ("J'ai downloadé l'app et le login crashe", "fr"),
        ("Mudguard rattles", "en"),
        ("The courier said déjà vu and left", "en"),
        ("Bike nicked", "en"),
    ],
)
def test_few_or_mixed_words_of_our_languages_are_read(text, language):
    reader = MapReader(read_journey(MAP.read_bytes(), name=str(MAP)))

    reading = reader.read(verbatim(text))

    assert reading.language == language
    assert 0 < reading.language_confidence <= 1


def test_more_that_the_map_does_not_explain_makes_less_sure(read):
    plain = read("Facture fausse")
    laden = read("Facture fausse, glacier du Rhône, fanfare municipale et confiture de rhubarbe")

    assert plain.touchpoint == laden.candidates[0].touchpoint == "invoice"
    assert laden.confidence < plain.confidence - 0.02


@needs_data
def test_what_is_asked_of_an_assistant_is_less_sure_than_what_is_asked_of_a_bank():
    bank = read_journey((DATA / "maps" / "bank.yaml").read_text(encoding="utf-8"))
    inside = _records("banking77_en.test.jsonl")[::10]
    outside = [
        record
        for record in _records("clinc150_en.test_and_oos.jsonl")[::10]
        if record["domain"] not in ("banking", "credit_cards")
    ]
    labelled = [Labelled(verbatim(one["text"]), one["touchpoint"]) for one in inside]
    labelled += [Labelled(verbatim(one["text"]), NONE) for one in outside]

    score = evaluate(bank, labelled).cold

    assert score is not None
    assert score.off_map_auroc is not None
    assert score.off_map_auroc >= 0.94
    assert score.calibration_error <= 0.08


def _records(name):
    lines = (DATA / "understanding" / name).read_text(encoding="utf-8").strip().split("\n")
    return [json.loads(line) for line in lines]


def test_what_is_placed_says_why_also_where_no_word_of_the_map_stands_in_it_whole():
    example = MapReader(read_journey(MAP.read_text(encoding="utf-8")))

    reading = example.read(verbatim("Trop de queue pour rendre un vélo, un seul au comptoir"))

    assert reading.touchpoint == "return"
    assert [reason.because for reason in reading.reasons] == ["rendre"]


@pytest.mark.parametrize(
    ("with_accents", "without"),
    [("infirmières", "infirmieres"), ("débitée", "debitee"), ("arrière", "arriere")],
)
def test_words_without_their_accents_are_the_same_words(with_accents, without):
    assert stems_of([with_accents], language="fr") == stems_of([without], language="fr")
