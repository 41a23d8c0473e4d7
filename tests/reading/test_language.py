"""Other languages are never read as French or English, and these not as others: in few words."""

import pytest

from bot.reading.language import language_of
from bot.reading.words import words_in

OTHERS = {
    "it": (
        "La bicicletta è rotta",
        "Ho aspettato tre settimane",
        "La catena fa rumore",
        "Il negozio era chiuso",
        "Non mi avete mai richiamato",
        "Batteria scarica dopo un mese",
    ),
    "es": (
        "La tienda estaba cerrada",
        "He esperado tres semanas",
        "La cadena hace ruido",
        "Nunca me devolvieron la llamada",
        "Batería agotada después de un mes",
        "El precio ha subido otra vez",
    ),
    "pt": (
        "A loja estava fechada",
        "Esperei três semanas",
        "A corrente faz barulho",
        "Nunca me ligaram de volta",
        "Bateria gasta depois de um mês",
        "O preço subiu outra vez",
    ),
    "de": (
        "Der Laden war geschlossen",
        "Ich habe drei Wochen gewartet",
        "Die Kette macht Lärm",
        "Niemand hat zurückgerufen",
        "Akku nach einem Monat leer",
        "Der Preis ist wieder gestiegen",
    ),
    "nl": (
        "De winkel was gesloten",
        "Ik heb drie weken gewacht",
        "De ketting maakt lawaai",
        "Niemand heeft teruggebeld",
        "Batterij na een maand leeg",
        "De prijs is weer gestegen",
    ),
}
OURS = {
    "fr": (
        "Le klaxon couine, klaxon muet.",
        "Le magasin était fermé",
        "J'ai attendu trois semaines",
        "La chaîne grince",
        "Batterie morte au bout d'un mois",
        "Le prix a encore augmenté",
    ),
    "en": (
        "The shop was closed",
        "I waited three weeks",
        "The chain squeaks",
        "Nobody called me back",
        "Battery dead after a month",
        "The price went up again",
    ),
}


@pytest.mark.parametrize("text", [text for texts in OTHERS.values() for text in texts])
@pytest.mark.parametrize("default", ["fr", "en"])
def test_a_few_words_of_another_language_are_read_as_neither(text: str, default: str) -> None:
    language, confidence = language_of(words_in(text), default="fr" if default == "fr" else "en")

    assert language == "other"
    assert confidence > 0.3


@pytest.mark.parametrize(("language", "text"), [(it, one) for it in OURS for one in OURS[it]])
def test_a_few_words_of_french_or_english_are_read_as_such(language: str, text: str) -> None:
    read, _ = language_of(words_in(text), default="en" if language == "fr" else "fr")

    assert read == language
