"""What must reach the leads at once is found, in both languages, and everyday words are not."""

import pytest

from bot.reading.words import folded, words_in

GRAVE = {
    "self_harm": [
        "Avec toutes ces factures je n'ai plus envie de vivre",
        "Si ça continue je vais me foutre en l'air",
        "Je pense à en finir, vous êtes prévenus",
        "J'ai des idées suicidaires à cause de vos relances",
        "Franchement autant mourir que de vous rappeler encore",
        "Je ne vois plus aucune raison de continuer à vivre",
        "Je vais mettre fin à mes jours",
        "Vous aurez ma mort sur la conscience",
        "I honestly want to die because of this debt",
        "I can't go on like this any more",
        "I've been thinking about killing myself",
        "there is no point in living after what you did",
        "Sometimes I wish I was dead",
        "I feel suicidal every time your letters arrive",
        "My family would be better off without me",
        "I am going to end it all",
    ],
    "danger": [
        "Le frein avant a lâché dans la descente",
        "La batterie a pris feu dans le garage",
        "Je suis tombée à cause de la roue et j'ai fini aux urgences",
        "Il y a une odeur de gaz depuis le passage du technicien",
        "Votre livreur m'a frappé au visage",
        "J'ai reçu une décharge électrique en branchant le chargeur",
        "Je vais venir tout casser dans votre agence",
        "Mon fils s'est brûlé la main avec l'appareil",
        "The brakes failed and I was nearly killed",
        "The battery caught fire while charging",
        "My daughter was injured by your product",
        "I got an electric shock from the charger",
        "There is a smell of gas since the engineer left",
        "Your driver threatened me with a knife",
        "I ended up in hospital after the fall",
        "This is dangerous, someone is going to get killed",
    ],
    "discrimination": [
        "On m'a refusé le vélo parce que je suis noire",
        "Le vendeur a tenu des propos racistes",
        "Refusée à cause de mon voile, c'est honteux",
        "On se moque de mon accent à chaque appel",
        "Je suis traité différemment des autres clients",
        "He refused to serve me because I am Muslim",
        "I was discriminated against for being in a wheelchair",
        "Your agent made a racist joke",
        "They laughed at my accent and told me to go back to my country",
        "I was turned away because of my disability",
    ],
    "harassment": [
        "Le technicien m'a fait des avances déplacées",
        "Votre employé me harcèle par SMS depuis sa visite",
        "Il m'a touchée sans mon accord",
        "Le livreur m'a insultée devant mes enfants",
        "J'ai été humiliée au guichet",
        "The driver followed me home",
        "He touched me inappropriately",
        "I keep being harassed by your collection agents",
        "The man at the desk was verbally abusive and shouted at me",
        "Your technician keeps texting me at night",
    ],
    "legal": [
        "Je vais prendre un avocat",
        "Prochaine étape : le tribunal",
        "Je dépose plainte demain au commissariat",
        "Vous recevrez une mise en demeure",
        "Je saisis la CNIL pour mes données",
        "J'ai prévenu la répression des fraudes",
        "You will hear from my solicitor",
        "I'm taking you to court",
        "I will sue your company",
        "I have reported this to the ombudsman",
        "My lawyer will be in touch",
        "We are considering legal action",
    ],
    "press": [
        "Je vais tout raconter à la presse",
        "Un ami journaliste va s'intéresser à votre cas",
        "Je contacte 'Cash Investigation' ce soir",
        "Je publie tout sur les réseaux sociaux",
        "Les médias seront ravis d'apprendre cela",
        "I'm going to the newspapers with this",
        "The BBC would love this story, I will contact them and the press",
        "A journalist is already interested",
        "I'll make this go viral",
        "I will expose you on social media",
    ],
    "health": [
        "J'ai un cancer et je ne peux pas me déplacer",
        "Ma fille est diabétique, elle a besoin de son matériel",
        "Je suis enceinte de sept mois",
        "Mon mari est en fauteuil roulant",
        "Je souffre de dépression depuis un an",
        "I have epilepsy and cannot drive",
        "My mother has dementia",
        "I was diagnosed with multiple sclerosis",
        "I am pregnant and had to stand for an hour",
        "My son is autistic",
    ],
}
EVERYDAY = [
    "J'ai été débité deux fois, c'est mortel d'ennui de vous appeler",
    "Le livreur est adorable, ça m'a fait ma journée",
    "La facture est fausse depuis trois mois",
    "Impossible de me connecter à l'application",
    "Votre vélo est une tuerie, je l'adore",
    "Je meurs d'envie d'essayer le nouveau modèle",
    "Attente interminable au téléphone, personne ne répond",
    "Très bon accueil, merci à toute l'équipe",
    "The app keeps crashing on my phone",
    "Charged twice and no refund so far",
    "Great bike, I would kill for a second one in red",
    "The courier was friendly and on time",
    "Your new saddle is to die for",
    "I waited two hours on hold",
    "The screen went dead after one day",
    "Please cancel my subscription",
]


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, texts in GRAVE.items() for text in texts]
)
def test_grave_words_are_found(reader, kind, text):
    found = reader._grave.of(folded(words_in(text)))

    assert found is not None


def test_grave_words_are_told_by_their_kind(reader):
    told = [
        reader._grave.of(folded(words_in(text))) == kind
        for kind, texts in GRAVE.items()
        for text in texts
    ]

    assert sum(told) / len(told) >= 0.9


def test_everyday_complaints_and_praise_seldom_alarm(reader):
    alarms = [text for text in EVERYDAY if reader._grave.of(folded(words_in(text)))]

    assert len(alarms) <= 2, alarms


def test_an_illness_that_is_the_companys_business_alarms_nobody(velo):
    from bot.reading.grave import GraveContent

    clinic = GraveContent(daily_words={"diabetique", "diabete"})

    assert clinic.of(folded(words_in("Ma fille est diabétique"))) is None
    assert clinic.of(folded(words_in("Ma fille est épileptique"))) == "health"
