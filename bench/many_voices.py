"""Feedback as a company hears it: thousands of texts, of which hardly two are the same.

Sentences of our own are put together at random, always the same way for the same number: a
remark, a complaint or a thank-you of one to eight sentences, French or English, with names,
amounts, days and slips of the pen. One text in thirty says word for word what another one said.
"""

import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_SHARE_OF_FRENCH, _SCORE_ALONE, _SAID_BEFORE, _SLIP = 0.55, 0.06, 0.03, 0.02
_CUSTOMERS = 40_000
_CHANNELS = ("survey", "review", "ticket", "call", "social", "shop", "mail")

_OPENING: Mapping[str, Sequence[str]] = {
    "fr": (
        "Bonjour, client depuis {number} ans, je vous écris pour la première fois.",
        "Je suis passé à {city} {day} dernier.",
        "Voilà {number} semaines que j'attends une réponse.",
        "Commande du {number} {month}, toujours la même histoire.",
        "{name} m'avait conseillé votre maison, je voulais essayer.",
        "J'ai pris l'abonnement en {month} pour aller au travail.",
        "Encore un mot après mon appel de {day}.",
        "Madame, Monsieur, je me permets de revenir vers vous.",
    ),
    "en": (
        "Hello, I have been a customer for {number} years and never wrote before.",
        "I came to your place in {city} last {day}.",
        "It has been {number} weeks and nobody has replied.",
        "I ordered on {month} {number} and it is the same story again.",
        "{name} recommended you, so I wanted to give it a try.",
        "I subscribed in {month} to ride to the office.",
        "Just following up on my call from {day}.",
        "Dear team, I would like to tell you about my experience.",
    ),
}
_MATTER: Mapping[str, Sequence[str]] = {
    "fr": (
        "Le {thing} grince depuis la réparation et le {part} tient mal.",
        "J'ai été prélevé de {amount} euros deux fois en {month}.",
        "La livraison du {thing} devait arriver {day}, elle n'est jamais venue.",
        "Le colis a été déposé chez un voisin que je ne connais pas.",
        "L'application se ferme dès que je cherche une station près de {city}.",
        "Impossible de modifier mon mot de passe, le lien ne mène nulle part.",
        "Le conseiller a été patient et m'a tout expliqué clairement.",
        "Votre technicien a changé le {part} en {number} minutes, chapeau.",
        "La facture de {month} ne correspond pas au contrat que j'ai signé.",
        "Le casque offert n'était pas dans le carton.",
        "On m'a promis un rappel avant {day}, j'attends encore.",
        "La batterie ne tient plus que {number} kilomètres en hiver.",
        "Le siège enfant se règle facilement, ma fille adore ses balades.",
        "Il manque une vis au {part} et la notice est en allemand.",
        "Le remboursement de {amount} euros n'apparaît pas sur mon compte.",
        "J'ai attendu {number} minutes au téléphone avant d'être coupé.",
        "La boutique de {city} est accueillante, on y prend le temps d'écouter.",
        "Le site indique du stock, le magasin dit le contraire.",
        "Les freins du {thing} ont lâché dans une descente près de {city}.",
        "Je trouve le tarif étudiant honnête et la formule souple.",
        "Le cadenas s'ouvre mal quand il pleut.",
        "Vos mails arrivent trois fois et toujours en anglais.",
        "Mon dossier {reference} a été fermé sans un mot.",
        "La selle est trop dure pour de longs trajets.",
        "L'échange du {thing} s'est fait sans discussion, merci {name}.",
        "Le point de retrait était fermé alors que l'avis disait ouvert.",
        "L'attestation pour mon employeur reste introuvable dans mon espace.",
        "Le porte-bagages vibre et le {part} frotte contre la roue.",
    ),
    "en": (
        "The {thing} has been squeaking since the repair and the {part} is loose.",
        "I was charged {amount} pounds twice in {month}.",
        "Delivery of the {thing} was due on {day} and it never turned up.",
        "The parcel was left with a neighbour I have never met.",
        "The app crashes whenever I look for a station near {city}.",
        "I cannot change my password because the link leads nowhere.",
        "The adviser was patient and explained everything clearly.",
        "Your technician swapped the {part} in {number} minutes, well done.",
        "The {month} invoice does not match the contract I signed.",
        "The free helmet was missing from the box.",
        "Somebody promised to ring back before {day} and I am still waiting.",
        "The battery only lasts {number} miles in winter.",
        "The child seat is easy to adjust and my daughter loves it.",
        "A screw is missing from the {part} and the manual is in German.",
        "The refund of {amount} pounds is not on my statement.",
        "I waited {number} minutes on the phone before being cut off.",
        "The shop in {city} is welcoming and people take time to listen.",
        "The website shows stock while the store says otherwise.",
        "The brakes of the {thing} failed on a hill outside {city}.",
        "I find the student price fair and the plan flexible.",
        "The lock hardly opens when it rains.",
        "Your mails arrive three times over and always in French.",
        "My ticket {reference} was closed without a word.",
        "The saddle is too hard for long rides.",
        "Swapping the {thing} was no trouble at all, thanks {name}.",
        "The pick-up point was closed although the notice said open.",
        "I cannot find the certificate for my employer anywhere.",
        "The rack rattles and the {part} rubs against the wheel.",
    ),
}
_ADDED: Mapping[str, Sequence[str]] = {
    "fr": (
        "C'est la {number}e fois que je le signale.",
        "Je suis vraiment déçu, je m'attendais à mieux de votre part.",
        "Franchement, bravo pour la rapidité !",
        "Si rien ne bouge avant {day}, je résilie.",
        "Personne ne semble savoir qui s'en occupe.",
        "À part cela, le vélo est agréable et bien entretenu.",
        "Pouvez-vous me rappeler au 06 39 98 {digits} {digits} ?",
        "Mes voisins de {city} ont eu exactement le même souci.",
        "Je ne comprends pas pourquoi il faut tout répéter à chaque appel.",
        "Le prix a encore augmenté de {amount} euros, sans explication.",
        "J'ai dû prendre le bus toute la semaine à cause de cela.",
        "Pour le reste, rien à redire, l'équipe est aimable.",
        "Vous trouverez les photos dans mon message de {day}.",
        "On se moque du monde, c'est inadmissible.",
        "Une notice plus simple aiderait beaucoup les débutants.",
        "Mon adresse est {name}.{reference}@exemple.example si besoin.",
        "Je recommande à tous ceux qui hésitent encore.",
        "Un geste commercial serait apprécié.",
    ),
    "en": (
        "This is the {number}th time I report it.",
        "I am really disappointed and expected better from you.",
        "Honestly, well done for being so quick!",
        "If nothing moves before {day} I am switching to somebody else.",
        "Nobody seems to know who is in charge.",
        "Apart from that the bike is pleasant and well kept.",
        "Could you ring me on 020 7946 {digits}{digits}?",
        "My neighbours in {city} had exactly the same trouble.",
        "I do not see why I must repeat everything on each call.",
        "The price went up by {amount} pounds again without a reason.",
        "I had to take the bus all week because of this.",
        "Otherwise nothing to complain about, the team is kind.",
        "You will find the pictures in my message from {day}.",
        "This is unacceptable and frankly rude.",
        "A simpler manual would help beginners a lot.",
        "My address is {name}.{reference}@example.example if you need it.",
        "I would recommend it to anybody who still hesitates.",
        "A small discount would be welcome.",
    ),
}
_FILLED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "fr": {
        "city": ("Lyon", "Nantes", "Lille", "Rennes", "Bordeaux", "Toulouse", "Grenoble", "Dijon"),
        "day": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"),
        "month": ("janvier", "mars", "avril", "juin", "juillet", "octobre", "novembre"),
        "thing": ("vélo cargo", "vélo pliant", "tandem", "vélo électrique", "triporteur"),
        "part": ("guidon", "garde-boue", "panier", "pédalier", "moteur", "feu arrière", "câble"),
        "name": ("Julie", "Karim", "Sophie", "Thomas", "Nadia", "Benoît", "Inès", "Mathieu"),
    },
    "en": {
        "city": ("Leeds", "Bristol", "Oxford", "Bath", "Cardiff", "York", "Exeter", "Brighton"),
        "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"),
        "month": ("January", "March", "April", "June", "July", "October", "November"),
        "thing": ("cargo bike", "folding bike", "tandem", "electric bike", "trike"),
        "part": ("handlebar", "mudguard", "basket", "crank", "motor", "rear light", "cable"),
        "name": ("Julia", "Kareem", "Sophie", "Tom", "Nadia", "Ben", "Ines", "Matthew"),
    },
}


class Voices:
    """Customers who speak one after the other, the same ones in the same order every time."""

    def __init__(self) -> None:
        self._chance = random.Random(2026)  # the same every time, on purpose
        self._said: list[tuple[str, str]] = []

    def record(self, number: int) -> dict[str, Any]:
        """Return the next record, under the id of a number."""
        chance = self._chance
        record: dict[str, Any] = {"id": f"voice-{number}", "source": f"source-{number % 3}"}
        record["channel"] = chance.choice(_CHANNELS)
        speaker = chance.randrange(_CUSTOMERS)
        record["customer_id"] = f"voice-{speaker}"
        if speaker % 2:
            record["customer_email"] = f"voice.{speaker}@exemple.example"
        if chance.random() < _SCORE_ALONE:
            return record | {"score": chance.randint(0, 10), "scale": "nps"}
        if chance.random() < 0.4:
            record |= {"score": chance.randint(1, 5), "scale": "csat"}
        language, record["text"] = self._text()
        if chance.random() < 0.5:
            record["language"] = language
        return record

    def _text(self) -> tuple[str, str]:
        chance = self._chance
        if self._said and chance.random() < _SAID_BEFORE:
            return chance.choice(self._said)
        language = "fr" if chance.random() < _SHARE_OF_FRENCH else "en"
        parts = chance.sample(_MATTER[language], chance.choice((1, 1, 1, 2, 2, 3, 4)))
        parts += chance.sample(_ADDED[language], chance.choice((0, 0, 1, 1, 2, 4)))
        chance.shuffle(parts)
        if chance.random() < 0.4:
            parts.insert(0, chance.choice(_OPENING[language]))
        text = " ".join(self._with_slips(self._filled(part, language)) for part in parts)
        if len(self._said) < 1_000:
            self._said.append((language, text))
        return language, text

    def _filled(self, sentence: str, language: str) -> str:
        chance = self._chance
        words = {name: chance.choice(some) for name, some in _FILLED[language].items()}
        return sentence.format(
            **words,
            number=chance.randint(2, 90),
            amount=f"{chance.randint(3, 400)},{chance.randint(0, 9)}0",
            digits=chance.randint(10, 99),
            reference=f"R{chance.randint(10_000, 99_999)}",
        )

    def _with_slips(self, sentence: str) -> str:
        """Return a sentence in which a letter is missing or stands twice here and there."""
        chance = self._chance
        words = sentence.split(" ")
        for at, word in enumerate(words):
            if len(word) > 4 and word.isalpha() and chance.random() < _SLIP:
                place = chance.randrange(1, len(word))
                words[at] = word[:place] + word[place - chance.randint(0, 1) * 2 + 1 :]
        return " ".join(words)


def write_voices(file: Path, lines: int) -> None:
    """Write a file of so many records, of which hardly two say the same."""
    voices = Voices()
    with file.open("w", encoding="utf-8") as out:
        for number in range(lines):
            out.write(json.dumps(voices.record(number), ensure_ascii=False) + "\n")
