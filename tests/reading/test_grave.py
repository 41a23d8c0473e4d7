"""What must reach the leads at once is found, in both languages, and everyday words are not."""

import json
from pathlib import Path

import pytest
from velo_libre import verbatim

from bot.reading.words import folded, words_in

GRAVE = {
    "self_harm": [
        "Je n'en peux plus, je veux disparaître",
        "À quoi bon continuer à vivre comme ça",
        "Vous me poussez au suicide",
        "Je vais finir par me pendre",
        "J'ai avalé tous mes cachets hier",
        "Some days I just don't want to be here anymore",
        "I'm thinking of ending my life over this",
        "Nobody would miss me if I was gone, I want to kill myself",
        "I've started hurting myself again because of the stress",
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
        "Thinking about jumping in front of your train",
        "Nobody would notice if I was gone",
    ],
    "danger": [
        "Ma femme a été renversée par votre camion",
        "La batterie fume quand on la branche",
        "Mon fils a failli mourir électrocuté",
        "Le cadre s'est brisé, je suis tombé et je me suis blessé",
        "On a fini à l'hôpital à cause de votre produit",
        "Ma mère est décédée suite à votre erreur",
        "Si vous ne répondez pas je viens avec un couteau",
        "Votre chauffeur m'a menacé de mort",
        "The frame snapped and I fell off at full speed",
        "My child nearly choked on a loose part",
        "Smoke is coming out of the charger",
        "He had a knife and I was terrified",
        "I will come down and burn the place",
        "My husband died because of your mistake",
        "It exploded in my hands",
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
        "Je vais tout faire péter",
        "On m'a opéré du mauvais genou",
        "They gave me the wrong medication",
        "Mon père est mort seul dans le couloir",
        "Vous allez le payer, je sais où vous habitez",
        "I know where you live",
        "I'm going to kill whoever designed this",
        "Un bout de verre dans le plat",
        "Someone fell on the tracks",
        "Elle saignait et personne n'a bougé",
        "Un chien m'a mordu",
        "My son can't breathe with this mould",
        "Je suis coincé dans l'ascenseur depuis 2 h",
    ],
    "discrimination": [
        "La différence de ton selon l'accent est flagrante",
        "Refusé à l'entrée à cause de mon handicap",
        "On ne me répond pas parce que j'ai un nom arabe",
        "Ils m'ont dit de rentrer dans mon pays",
        "Remarques homophobes du vendeur",
        "They were openly homophobic",
        "He said people like me should go back to where we came from, pure racism",
        "I was treated like a second class citizen because I'm black",
        "No ramp: you discriminate against disabled people",
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
        "Le médecin m'a tripotée",
        "A man exposed himself to my daughter",
        "Il m'a plaquée contre le mur",
        "He put his hand on my thigh",
        "Une caméra dans les toilettes",
        "Ma fille mineure reçoit des messages de votre livreur, il a gardé son numéro",
        "The man at the counter called me love four times",
        "Votre livreur m'a suivie jusque chez moi",
        "Le vendeur a eu des gestes déplacés",
        "Harcèlement téléphonique dix fois par jour",
        "Il m'a hurlé dessus devant tout le monde",
        "The salesman made sexual remarks",
        "One of your staff is stalking me",
        "He grabbed my arm and shouted at me",
        "I was bullied by your team",
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
        "On se verra au tribunal",
        "Mon avocat prend le relais",
        "J'irai jusqu'au procès s'il le faut",
        "Plainte déposée auprès de la CNIL",
        "Sans remboursement je saisis le médiateur",
        "Je transmets le dossier à ma protection juridique",
        "Vous aurez des nouvelles de mon avocat",
        "J'envisage une action en justice",
        "Je vais signaler vos pratiques à la DGCCRF",
        "C'est une violation du RGPD",
        "See you in court",
        "I've instructed a solicitor",
        "This is a GDPR breach",
        "Expect a letter from my attorney",
        "I'm filing a claim in small claims court",
        "I have contacted Trading Standards",
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
        "Si ça continue j'appelle le Dauphiné Libéré",
        "Un article dans le journal, ça vous dit ?",
        "Je préviens Le Parisien et BFM",
        "Toute la presse locale va le savoir",
        "Mon histoire passera à la télé, j'ai contacté des journalistes",
        "Je vais faire un bad buzz",
        "I've got a reporter at the local paper asking about this",
        "Watchdog will hear about this",
        "I'm posting this video on TikTok and tagging everyone",
        "The press will love this",
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
        "Je suis sous chimio et j'attends toujours",
        "Mon fils autiste ne supporte pas ce bruit",
        "Je suis malvoyante et votre site est illisible",
        "Ma mère a Alzheimer",
        "I'm undergoing chemo and can't wait in line",
        "My disabled son could not get in",
        "I have asthma",
        "My father had a stroke last year",
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
    "Je suis tombé sur un conseiller très compétent",
    "Au téléphone, je suis tombée sur une personne charmante",
    "J'ai dû reporter mon rendez-vous, on m'a proposé de reporter au mois suivant",
    "Accueil agressif au guichet, personnel débordé",
    "Le projet est tombé à l'eau",
    "Ces erreurs empoisonnent la vie des clients",
    "J'ai lu la publicité dans tous les médias, radio, télé",
    "The taxi is public transport too, it's a public service",
    "The courier left it in the smoke-free lobby",
    "Procès-verbal de l'assemblée reçu en retard",
    "Please cancel my subscription",
    "Elle m'a rappelée deux fois, ça m'a touchée",
    "Bof, je ne sais pas trop quoi penser de tout cela, décevant.",
    "De la publicité",
    "Il apporte un croissant et règle les freins : je ne sais plus me plaindre",
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

    assert len(alarms) <= 4, alarms


def _unseen(*, grave):
    """Sentences that nothing was learned from or listed for, by another hand."""
    lines = (Path(__file__).parent / "grave_sentences.jsonl").read_text(encoding="utf-8")
    sentences = [json.loads(line) for line in lines.splitlines()]
    return [one for one in sentences if (one["kind"] is not None) == grave]


def test_most_grave_sentences_that_nobody_listed_are_heard(reader):
    unseen = _unseen(grave=True)

    heard = [reader._grave.of(folded(words_in(one["text"]))) for one in unseen]

    assert sum(kind is not None for kind in heard) / len(unseen) >= 0.87
    told = [kind for kind, one in zip(heard, unseen, strict=True) if kind == one["kind"]]
    assert len(told) / len(unseen) >= 0.7


def test_daily_sentences_with_the_words_of_grave_ones_seldom_alarm(reader):
    unseen = _unseen(grave=False)

    alarms = [one["text"] for one in unseen if reader.read(verbatim(one["text"])).grave]

    assert len(alarms) / len(unseen) <= 0.16


def test_a_grave_sentence_in_a_long_letter_is_heard(reader):
    letter = (
        "Bonjour, je vous écris au sujet de ma commande du mois dernier, livrée en retard. " * 6
    )
    grave = "Je n'ai plus la force, ma lettre d'adieu est écrite. "

    assert reader.read(verbatim(letter + grave + letter)).grave == "self_harm"
    assert reader.read(verbatim(letter + letter)).grave is None


def test_a_court_that_is_the_companys_business_alarms_only_when_it_is_a_threat():
    from bot.reading.grave import GraveContent

    courts = GraveContent(daily_words={"tribunal", "avocat", "hopital", "accident"})

    assert courts.of(folded(words_in("Le tribunal répond en deux jours"))) is None
    assert courts.of(folded(words_in("Mon avocat va saisir le tribunal contre vous"))) == "legal"
    assert courts.of(folded(words_in("Après l'accident on m'a conduit à l'hôpital"))) is None
    assert courts.of(folded(words_in("Je suis blessée"))) == "danger"


def test_an_illness_that_is_the_companys_business_alarms_nobody(velo):
    from bot.reading.grave import GraveContent

    clinic = GraveContent(daily_words={"diabetique", "diabete"})

    assert clinic.of(folded(words_in("Ma fille est diabétique"))) is None
    assert clinic.of(folded(words_in("Ma fille est épileptique"))) == "health"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("legal", "Votre mail contenait les coordonnées de deux autres abonnés"),
        ("legal", "Dans mon espace je trouve les relevés de quelqu'un d'autre"),
        ("legal", "You sent me another tenant's bank details"),
        ("legal", "The portal shows somebody else's records"),
        ("danger", "La sortie de secours du garage était verrouillée"),
        ("danger", "Your emergency door is padlocked at night"),
    ],
)
def test_what_others_may_not_see_and_shut_ways_out_are_grave(read, kind, text):
    assert read(text).grave == kind


@pytest.mark.parametrize(
    "text",
    [
        "J'ai reçu le colis d'un autre client",
        "Les informations d'un autre bureau disent le contraire",
        "I saw another bike with the same bell",
        "The door was locked and nobody came",
    ],
)
def test_mix_ups_and_shut_doors_are_not(read, text):
    assert read(text).grave is None
