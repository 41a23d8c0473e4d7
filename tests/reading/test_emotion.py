"""How a customer felt, from words and score, and what makes a case matter more."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from velo_libre import verbatim

from bench.nine_emotions import comments_of, held_scores, macro
from bot.reading import Emotion

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")


@pytest.mark.parametrize(
    "text",
    [
        "Rapide et efficace, merci beaucoup",
        "Livreur adorable et souriant",
        "Aucun problème, tout s'est très bien passé",
        "Excellent service, lovely people",
        "The driver was kind and on time",
        "Not bad at all",
        "Driver waited while I found my keys. Made my day.",
        "nickel chrome, aux petits soins",
        "Franchement mieux que prévu",
        "Je m'attendais à pire",
        "Jamais vu un service aussi bien",
        "u guys rock",
        "Better than expected",
        "absolute legend, worth every penny",
    ],
)
def test_good_words_are_a_high(read, text):
    assert read(text).is_high


@pytest.mark.parametrize(
    "text",
    [
        "Scandaleux, personne ne répond",
        "Pas très efficace et vraiment désagréable",
        "Débitée deux fois de 39 €, troisième appel, personne ne sait quand je serai remboursée.",
        "Je suis très déçue",
        "Terrible service, rude staff",
        "Still waiting for my refund after three calls",
        "Not helpful at all",
        "c'est de la merde votre truc",
        "Toilettes dégueulasses",
        "on se fout de nous",
        "Pris pour des pigeons",
        "Reçu comme un chien",
        "je recommande pas",
        "peut mieux faire",
        "Thank you for ruining our honeymoon",
        "what a bunch of clowns",
        "pissed off",
    ],
)
def test_bad_words_are_a_low(read, text):
    assert read(text).is_low


@pytest.mark.parametrize(
    ("text", "name", "is_good"),
    [
        ("😡😡😡", "anger", False),
        ("👎", "frustration", False),
        ("😢", "sadness", False),
        ("👍", "delight", True),
        ("❤️❤️", "delight", True),
        ("🙏", "gratitude", True),
        (":-(", "sadness", False),
        ("<3", "delight", True),
    ],
)
def test_a_face_alone_carries_a_feeling_and_says_something(read, text, name, is_good):
    reading = read(text)

    assert reading.says_something
    assert reading.emotion.name == name
    assert reading.is_high == is_good
    assert reading.is_low != is_good


@pytest.mark.parametrize("text", ["https://velo.example/", "Facture n°:D12", "a :/b c<30"])
def test_signs_that_are_no_faces_carry_no_feeling(read, text):
    assert not read(text).is_high
    assert not read(text).is_low


@pytest.mark.parametrize(
    "text",
    [
        "Das Fahrrad ist kaputt und ich bin sehr super enttäuscht, ich warte auf eine Antwort",
        "La bicicleta no funciona, es una pena y nadie me contesta, un problema y un error",
        "Il servizio è stato ottimo, sono molto contento, grazie di cuore, top",
        "De fiets is nog steeds niet geleverd en ik ben heel erg boos op jullie",
        "الدراجة لم تصل وأنا غاضب جدا",
    ],
)
def test_words_of_a_language_that_is_not_read_are_left_to_score_and_hand(read, text):
    said, scored = read(text), read(text, 0)

    assert said.language == "other"
    assert said.touchpoint is None
    assert said.emotion.polarity == 0
    assert said.emotion.name == "neutral"
    assert scored.is_low


def test_a_score_speaks_where_words_do_not(read):
    assert read("Voilà.", 10).is_high
    assert read("Voilà.", 0).is_low
    assert read("Voilà.").emotion.name == "neutral"


@pytest.mark.parametrize(
    ("scale", "worst", "best"), [("nps", 0, 10), ("csat", 1, 5), ("ces", 1, 7)]
)
def test_scores_of_every_scale_are_brought_to_one_measure(read, scale, worst, best):
    text = "Livraison"

    assert read(text, worst, scale).emotion.polarity == -read(text, best, scale).emotion.polarity


def test_words_and_score_weigh_together(read):
    text = "Livraison un peu lente"

    polarities = [read(text, score).emotion.polarity for score in (0, 5, 10)]

    assert polarities == sorted(polarities)
    assert polarities[0] < polarities[2]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("C'est scandaleux, quelle honte, je suis furieuse", "anger"),
        ("Encore un bug, toujours pas de réponse", "frustration"),
        ("Je suis très déçu et triste", "sadness"),
        ("J'ai peur, je suis inquiète pour mes enfants", "worry"),
        ("Je ne comprends pas, c'est confus", "confusion"),
        ("Excellent, parfait, génial", "delight"),
        ("Merci, je suis soulagée", "gratitude"),
        ("I am furious, this is outrageous", "anger"),
        ("I'm worried and anxious", "worry"),
        ("So disappointed and sad", "sadness"),
        ("Confusing and unclear", "confusion"),
        ("Amazing, brilliant", "delight"),
        ("Thank you, so grateful", "gratitude"),
    ],
)
def test_the_feeling_has_a_name(read, text, name):
    assert read(text).emotion.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Which of these doors is the one we came in by?", "confusion"),
        ("It arrived on a Tuesday, as parcels do.", "neutral"),
        ("My heart breaks for her, what a loss", "sadness"),
        ("Wow, I can't believe this happened!", "surprise"),
        ("I'm scared this could happen to anybody", "worry"),
        ("I appreciate all you did for us", "gratitude"),
    ],
)
def test_the_feeling_has_a_name_also_without_plain_words_of_feeling(read, text, name):
    assert read(text).emotion.name == name


@pytest.mark.parametrize(
    ("text", "contrary"),
    [
        ("not happy", ("delight", "gratitude")),
        ("pas content", ("delight", "gratitude")),
        ("not bad", ("anger", "frustration")),
    ],
)
def test_a_name_does_not_contradict_a_clear_feeling(read, text, contrary):
    assert read(text).emotion.name not in contrary


@pytest.mark.parametrize(
    ("polarity", "grave", "told"),
    [(-0.5, None, "neutral"), (0.5, "danger", "neutral"), (0.1, None, "delight")],
)
def test_no_joy_is_told_of_what_is_clearly_bad_or_grave(read, polarity, grave, told):
    felt = Emotion(polarity, 0.5, "delight")

    assert replace(read("Un vélo"), emotion=felt, grave=grave).feeling == told


def test_a_no_is_an_answer_and_no_low(read):
    said = read("No.")

    assert not said.is_low
    assert said.emotion.name == "neutral"


def test_louder_words_are_stronger(read):
    flat = read("C'est lent").emotion.intensity
    loud = read("C'EST EXTRÊMEMENT LENT ET SCANDALEUX !!!").emotion.intensity

    assert 0 < flat < loud <= 1


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Troisième appel pour la même chose", "effort"),
        ("J'ai déjà relancé quatre fois", "effort"),
        ("Third time I call about this", "effort"),
        ("I've emailed you five times", "effort"),
        ("Appelé 5x en deux jours", "effort"),
        ("2 h au téléphone pour rien", "effort"),
        ("rdv annulé 3 fois sans prévenir", "effort"),
        ("an hour on hold", "effort"),
        ("I have to chase every single time", "effort"),
        ("Je résilie mon abonnement", "leaving"),
        ("je me casse chez Free", "leaving"),
        ("fermez mon compte", "leaving"),
        ("im off to xero", "leaving"),
        ("thinking of moving to QuickBooks", "leaving"),
        ("il me le faut pour samedi", "urgent"),
        ("dépêchez vous", "urgent"),
        ("la pub dit gratuit", "expectation"),
        ("vous aviez dit 48 h", "expectation"),
        ("it said free returns", "expectation"),
        ("Je passe à la concurrence", "leaving"),
        ("Vous avez perdu une cliente", "leaving"),
        ("I'm switching to another provider", "leaving"),
        ("Please cancel my subscription", "leaving"),
        ("C'est urgent, je pars demain", "urgent"),
        ("I need it by tomorrow", "urgent"),
        ("On m'avait promis une livraison lundi", "expectation"),
        ("D'habitude c'est plus rapide", "expectation"),
        ("I was told it would be fixed", "expectation"),
        ("It was supposed to arrive on Monday", "expectation"),
        ("Merci, livreur très gentil", "praise"),
        ("Thank you, lovely driver", "praise"),
        ("Merci pour rien", "irony"),
    ],
)
def test_signals_are_noticed(read, text, signal):
    assert signal in read(text).signals


@pytest.mark.parametrize(
    "text",
    [
        "Le vélo est bleu",
        "Une facture de mars",
        "The bike is red",
        "Delivery on Monday",
        "Facturé 2 fois la chambre",
        "Traité comme un numéro au guichet",
        "Better than I expected",
        "Mieux que prévu",
        "Comme promis, livré mardi, c'est parfait",
        "Delivered on Monday as you promised, perfect",
        "I am off to work by bike",
        "Switching to paperless was easy",
        "Je suis client depuis 3 ans",
        "no wifi, no coffee, no thanks",
    ],
)
def test_plain_words_signal_nothing(read, text):
    assert read(text).signals == ()


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Bravo, encore une heure d'attente !", 0),
        ("Parfait, excellent, merci vraiment", 1),
        ("Great, charged twice again. Well done!", 1),
    ],
)
def test_a_bad_score_under_good_words_is_irony_and_a_low(read, text, score):
    reading = read(text, score)

    assert "irony" in reading.signals
    assert "praise" not in reading.signals
    assert reading.is_low


@pytest.mark.parametrize(
    "text",
    [
        "Génial, troisième facture fausse en un mois, bravo, continuez comme ça.",
        "Bravo, toujours pas de vélo",
        "Brilliant, still no refund",
        "bravo la mise à jour qui transforme le vélo en sculpture 👏👏 on déverrouille plus rien",
        "Bravo pour la nouvelle appli, plus personne n'arrive à se connecter",
        "Génial, l'antivol ne s'ouvre plus",
        "Super, toujours pas remboursée après deux mois",
        "Félicitations pour votre site, rien ne fonctionne",
        "Great job on the update, nothing unlocks anymore",
        "Perfect, no reply for three weeks",
        "Wonderful, still can't log in",
        "Bravo, encore une amende",
        "Merci de m'avoir fait rater mon train",
        "Bravo, 3 semaines pour un livre, on arrête pas le progrès",
        "Thank you for ruining our honeymoon",
        "Love being charged for a plan I cancelled",
        "Excellent if you enjoy watching a spinner",
    ],
)
def test_applause_for_trouble_is_irony_without_any_score(read, text):
    reading = read(text)

    assert "irony" in reading.signals
    assert reading.is_low


@pytest.mark.parametrize(
    "text",
    [
        "Bravo, mon vélo cassé a été réparé en deux heures",
        "Parfait, livraison sans retard",
        "Excellent service, never late",
        "Bravo, plus aucune panne depuis la révision",
        "Génial, on ne se perd plus",
        "Excellent, plus rien à signaler",
        "Super vélo, je ne peux plus m'en passer",
        "Formidable, ça marche plus vite qu'avant",
        "Amazing, brilliant: it no longer crashes",
        "Brilliant, no more late deliveries",
        "Wonderful staff, nothing was too much trouble",
    ],
)
def test_applause_for_trouble_that_was_mended_is_meant(read, text):
    reading = read(text)

    assert "irony" not in reading.signals
    assert reading.is_high


@needs_data
@pytest.mark.parametrize(
    ("file", "least"),
    [("services_publics_fr.jsonl", 0.943), ("patient_survey_en.jsonl", 0.93)],
)
def test_words_alone_tell_good_from_bad_in_real_feedback(reader, file, least):
    lines = (DATA / "feedback" / file).read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    told = [record for record in records if record.get("polarity") in ("positive", "negative")]

    readings = reader.read_all(
        [verbatim(record["text"], language=record["language"]) for record in told]
    )

    good, bad = (
        [
            reading.emotion.polarity
            for reading, record in zip(readings, told, strict=True)
            if record["polarity"] == polarity
        ]
        for polarity in ("positive", "negative")
    )
    assert _area_under_the_curve(good, bad) >= least


@needs_data
def test_nine_emotions_are_told_in_comments_that_nothing_was_learned_from():
    others, comments = (comments_of(DATA / "understanding", part) for part in ("dev", "test"))

    assert macro(held_scores(others, comments)) >= 0.609


def _area_under_the_curve(good: list[float], bad: list[float]) -> float:
    """Return how often a good one is above a bad one, ties counting half."""
    from bisect import bisect_left, bisect_right

    bad.sort()
    above = sum(bisect_left(bad, value) + bisect_right(bad, value) for value in good)
    return above / 2 / (len(good) * len(bad))


@pytest.mark.parametrize(
    "text",
    [
        "La roue arrière frotte. Pourriez-vous m'indiquer un atelier ? Merci d'avance, Paul",
        "Je n'ai pas reçu le code. Merci de me le renvoyer.",
        "La notice montre un autre modèle.",
        "J'ai besoin du vélo demain matin. Merci, Linh Nguyen",
        "Vous avez prélevé 45 € au lieu de 29 €, merci de corriger",
        "Combien coûte une selle enfant ? Merci, à bientôt",
        "Bonjour, je voudrais une facture au nom de ma société. Merci, bonne journée",
        "Please can you confirm my refund of £30? Many thanks and best regards, S. Patel",
        "My login code never comes. Any help appreciated, thanks.",
        "I need the invoice for March. Thank you very much, Tom Hill",
        "Do you sell a rain cover for the front box? Thank you in advance!",
        "Send me the form again please, thanks",
    ],
)
def test_who_asks_for_something_thanks_out_of_courtesy(read, text):
    reading = read(text)

    assert not reading.is_high
    assert "praise" not in reading.signals


@pytest.mark.parametrize(
    "text",
    [
        "Merci à toute l'équipe, vous avez été adorables !",
        "J'avais besoin d'aide et Karim a tout expliqué. Merci Karim !",
        "Merci de m'avoir rappelée si vite.",
        "Pourriez-vous remercier Inès de ma part ? Elle a été formidable. Merci",
        "Je demandais peu et j'ai reçu beaucoup : merci !",
        "Please pass on my thanks to Omar at the workshop",
        "I asked a silly question and got a kind answer. Thanks, Joe",
        "You can be proud of your staff, thanks again",
        "What can I say? Lovely people. Thank you",
    ],
)
def test_who_has_something_to_thank_for_means_it(read, text):
    reading = read(text)

    assert reading.emotion.polarity > 0
    assert "praise" in reading.signals


@pytest.mark.parametrize(
    "text",
    [
        "Je voulais le modèle bleu clair, j'ai reçu le noir.",
        "Bien que j'aie payé, l'application dit le contraire.",
        "J'ai reçu le bon code mais l'adresse est fausse.",
        "What kind of battery is it?",
        "What is the best way to return a key?",
        "It took a good hour to get through.",
        "I have exceeded the number of rides.",
        "I need my card quickly",
    ],
)
def test_words_that_only_name_something_are_no_praise(read, text):
    assert not read(text).is_high


@pytest.mark.parametrize(
    "text",
    [
        "Il manquait deux sacoches dans le carton",
        "Sonnette jamais reçue",
        "Le cadenas se bloque tout seul",
        "Trop lourd pour ma femme",
        "Prix du mois doublé",
        "On nous a renvoyés d'un guichet à l'autre",
        "Le vendeur crie sur les clients",
        "Charged twice for one ride",
        "Nobody told us the lane was shut",
        "The brake cable snapped",
        "You keep sending me the wrong size",
        "Hung up after a minute",
        "Too small for adults",
        "My helmet never came",
        "Two hours in a queue",
    ],
)
def test_what_went_wrong_is_a_low_without_any_word_of_feeling(read, text):
    reading = read(text)

    assert reading.is_low
    assert reading.emotion.name != "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "Je ne peux plus m'en passer",
        "Aucun souci, jamais de panne",
        "On n'a jamais dû attendre",
        "Never had to wait",
        "Couldn't have been kinder",
        "I can't thank you enough",
        "Nothing was too much trouble",
        "How long is the charging cable?",
    ],
)
def test_what_only_sounds_like_a_setback_is_none(read, text):
    assert read(text).emotion.polarity > -0.1


@pytest.mark.parametrize(
    ("signal", "text"),
    [
        ("effort", "Quarante minutes de musique au standard"),
        ("effort", "Relancés à cinq reprises"),
        ("effort", "Renvoyée de bureau en bureau"),
        ("effort", "My slot was cancelled twice"),
        ("effort", "We queued for over an hour"),
        ("leaving", "Je passe chez Bolt le mois prochain"),
        ("leaving", "On bascule tout chez Lime"),
        ("leaving", "So I am switching"),
        ("leaving", "Deleting your app tonight"),
        ("urgent", "Réagissez vite !"),
        ("urgent", "Mon entretien est demain et le vélo est bloqué"),
        ("urgent", "Please freeze my account"),
        ("urgent", "The funeral is on Monday"),
    ],
)
def test_effort_leaving_and_urgency_are_heard_in_other_words_too(read, signal, text):
    assert signal in read(text).signals


@pytest.mark.parametrize(
    "text",
    [
        "Le livreur passe chez moi mardi",
        "Je passe chez vous demain",
        "We are switching to the yearly plan",
        "Nous avons fait le mariage à vélo",
        "The app has a block button",
    ],
)
def test_everyday_plans_are_neither_leaving_nor_urgent(read, text):
    assert not {"leaving", "urgent"} & {*read(text).signals}
