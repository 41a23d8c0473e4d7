"""Personal data is found and replaced, and what only looks like it stays readable."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from velo_libre import verbatim

from bot.reading.personal_data import PLACEHOLDERS, find, mask, without_name
from bot.reading.reader import MapReader

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Écrivez à jean.dupont+velo@orange.fr, merci", "Écrivez à [e-mail], merci"),
        ("jean (at) orange.fr", "[e-mail]"),
        ("Mon 06 12 34 56 78 ou +33 6 12 34 56 78", "Mon [téléphone] ou [téléphone]"),
        ("Appelez le 01.42.68.53.00 !", "Appelez le [téléphone] !"),
        ("Carte 4111 1111 1111 1111.", "Carte [carte bancaire]."),
        ("Carte 4111111111111111", "Carte [carte bancaire]"),
        ("amex 3782 822463 10005 ok", "amex [carte bancaire] ok"),
        ("IBAN FR14 2004 1010 0505 0001 3M02 606 merci", "IBAN [IBAN] merci"),
        ("DE89370400440532013000", "[IBAN]"),
        ("sécu 2 55 08 14 168 025 38.", "sécu [numéro de sécurité sociale]."),
        ("Je m'appelle Jean-Pierre Martin et j'attends", "Je m'appelle [nom] et j'attends"),
        ("je m'appelle karim", "je m'appelle [nom]"),
        ("Mme Lefort m'a raccroché au nez", "Mme [nom] m'a raccroché au nez"),
        ("C'est long. Cordialement, Paul Durand", "C'est long. Cordialement, [nom]"),
        ("Merci\nClaire Petit", "Merci\n[nom]"),
        ("Seulement une date.\nC. Petit", "Seulement une date.\n[nom]"),
        ("Ma banque me prend 8 €. Chloé R.", "Ma banque me prend 8 €. [nom]"),
        ("Sabrina Leclerc du support est odieuse", "[nom] du support est odieuse"),
        ("le livreur, Yanis, a jeté le colis", "le livreur, [nom], a jeté le colis"),
        ("une certaine Maud m'a raccroché au nez", "une certaine [nom] m'a raccroché au nez"),
        ("J'habite 12 rue de la Paix, 75002 Paris.", "J'habite [adresse]."),
        ("née le 12/03/1980 à Lyon", "née le [date de naissance] à Lyon"),
        ("https://velo.example/reset?token=abc123", "[lien]"),
        ("jean.dupont arobase gmail.com svp", "[e-mail] svp"),
        ("jean point dupont arobase orange point fr", "[e-mail]"),
        ("écrivez à jean.dupont @ gmail.com", "écrivez à [e-mail]"),
        ("rappelez au 0612345678svp", "rappelez au [téléphone]svp"),
        ("0 6 1 2 3 4 5 6 7 8", "[téléphone]"),
        ("06 - 12 - 34 - 56 - 78", "[téléphone]"),
        ("06,12,34,56,78", "[téléphone]"),
        ("０６１２３４５６７８", "[téléphone]"),
        ("٠٦١٢٣٤٥٦٧٨", "[téléphone]"),
        ("06\u200b12\u200b34\u200b56\u200b78", "[téléphone]"),
        ("06\u300012\t34\u200956\u202f78", "[téléphone]"),
        ("FR76.3000.6000.0112.3456.7890.189", "[IBAN]"),
        ("ibanFR7630006000011234567890189", "iban[IBAN]"),
        ("4111_1111_1111_1111", "[carte bancaire]"),
        ("mdp : Soleil2024", "mdp : [code secret]"),
        ("AB-123-CD bloque la sortie", "[plaque] bloque la sortie"),
        ("immatriculée ab123cd", "immatriculée [plaque]"),
        ("passeport 12AB34567 svp", "passeport [pièce d’identité] svp"),
        ("carte d'identité n° 123456789012", "carte d'identité n° [pièce d’identité]"),
        (
            "ma date de naissance est le 12.03.1985",
            "ma date de naissance est le [date de naissance]",
        ),
        ("J'habite 12 RUE DES LILAS 75011 PARIS", "J'habite [adresse]"),
        ("3 all. des Roses 69003 Lyon", "[adresse]"),
        ("je m'appelle jean dupont et j'attends", "je m'appelle [nom] et j'attends"),
        ("mr dupont et madame le-goff du guichet", "mr [nom] et madame [nom] du guichet"),
        ("M. Le Goff m'a raccroché au nez", "M. [nom] m'a raccroché au nez"),
        ("Cdt, J. Dupont", "Cdt, [nom]"),
        ("Réglez cela.\ncordialement\njean dupont", "Réglez cela.\ncordialement\n[nom]"),
    ],
)
def test_what_a_french_customer_may_write(text, masked):
    assert mask(text, language="fr") == masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Call me at (415) 555-2671, please", "Call me at [phone], please"),
        ("my number is 020 7946 0018", "my number is [phone]"),
        ("ring +44 (0)20 7946 0018", "ring [phone]"),
        ("+1 415-555-2671", "[phone]"),
        ("Telefon 030 901820 oder +49 30 901820", "Telefon [phone] oder [phone]"),
        ("My name is Sarah Connor and I waited", "My name is [name] and I waited"),
        ("Regards,\nJohn Smith", "Regards,\n[name]"),
        ("Mr Brown was rude", "Mr [name] was rude"),
        ("Your colleague Priya hung up on me", "Your colleague [name] hung up on me"),
        ("Kevin at the shop was rude", "[name] at the shop was rude"),
        ("SSN 219-09-9999", "SSN [social security number]"),
        ("I live at 10 Downing Street, London SW1A 2AA", "I live at [address]"),
        ("flat 3, 12 high street, leeds LS1 4AP", "flat 3, [address], leeds [address]"),
        ("my number is 5558675309", "my number is [phone]"),
        ("555 867 5309", "[phone]"),
        ("john_smith99 at hotmail.com", "[e-mail]"),
        ("My email is john at gmail dot com.", "My email is [e-mail]."),
        ("john＠example.com", "[e-mail]"),
        ("joh\u200bn@exam\u200bple.com", "[e-mail]"),
        ("I am @marie_75 on there", "I am [handle] on there"),
        ("4111 1111 1111 1111, cvv 123", "[bank card], cvv [secret code]"),
        ("my login is js, password hunter2", "my login is js, password [secret code]"),
        ("sort code 12-34-56 account 12345678", "sort code [bank account] account [bank account]"),
        ("born on March 12, 1985", "born on [date of birth]"),
        ("my date of birth is 12th March 1985", "my date of birth is [date of birth]"),
        ("passport no. C01X00T47", "passport no. [identity document]"),
        ("my reg is AB12 CDE", "my reg is [number plate]"),
        ("dr patel never called back", "dr [name] never called back"),
        ("my name is john smith and i am angry", "my name is [name] and i am angry"),
        ("this is John Smith, I called", "this is [name], I called"),
        ("GB82 WEST 1234 5698 7654 32", "[IBAN]"),
    ],
)
def test_what_an_english_customer_may_write(text, masked):
    assert mask(text, language="en") == masked


@pytest.mark.parametrize(
    "text",
    [
        "Merci pour votre aide",
        "Le conseiller SAV ne répond pas",
        "Une rose de Provence, un pierre à Nice, le marché de Florence",
        "Madame, Monsieur, bonjour",
        "Monsieur le Maire ne répond pas",
        "Commande 1234567890123 du 12/05/2021 à 10 h 30",
        "Payé 1 234,56 € le 01-02-2021, 10 h",
        "En 2019, 2020, 2021 et 2022, rien n'a changé",
        "Carte 4111 1111 1111 1112 refusée",
        "Thanks for nothing. Terrible.",
        "My name is misspelt on the bill",
        "10 @ 5 € pièce",
        "https://velo.example/tarifs",
        "Bus 12, 14 and 95 were late",
        "10 cours de yoga et 2 place de cinéma",
        "Le monsieur odieux du guichet, un mr tres impoli, la madame gentille",
        "A plate of 12 oysters, une plaque de 12 mm, my BP 140 over 90",
        "The 12 bus lane was closed, the registration on 12 May failed",
        "I bought it at amazon.com, 20 minutes down the road",
        "Mot de passe oublié, password reset never arrives",
        "Monsieur Le Maire, la dame et le monsieur ont ri",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert mask(text, language="fr") == text


def test_the_companys_own_list_is_masked_whatever_the_capitals():
    masked = mask("ANA PETIT m'a aidée, merci Bruno", language="fr", names=("Ana Petit", "bruno"))

    assert masked == "[nom] m'a aidée, merci [nom]"


@pytest.mark.parametrize(
    "written",
    [
        "Sean O’Neil",
        "sean\u00a0o'neil",
        "Sean  O'Neil",
        "Sean\nONeil",
        "SEAN-O NEIL",
        "Seán O´Neil",
        "Sea\u0301n O'Neil",
    ],
)
def test_the_companys_own_list_is_masked_however_spaces_and_signs_are_typed(written):
    text = f"Merci à {written}, parfait"

    assert mask(text, language="fr", names=["Sean O'Neil"]) == "Merci à [nom], parfait"
    assert mask("Dean O’Neill", language="fr", names=["Sean O'Neil"]) == "Dean O’Neill"


@pytest.mark.parametrize(
    "written", ["gwenaël le bréhec", "gwenael le brehec", "GWENAËL LE BREHEC", "Gwenaël Le-Bréhec"]
)
def test_the_companys_own_list_is_masked_with_accents_or_without(written):
    masked = mask(f"{written} m'a aidée", language="fr", names=("Gwenaël Le Bréhec",))

    assert masked == "[nom] m'a aidée"


@pytest.mark.parametrize(
    ("name", "text", "masked"),
    [
        ("Zoltan Barnabas", "Barnabas ici, ou zoltan barnabas", "[nom] ici, ou [nom]"),
        ("C. Petit", "Un petit souci. Mme PETIT", "Un petit souci. Mme [nom]"),
        ("Marie-Ève O’Neil", "MARIE EVE, O'Neil", "[nom], [nom]"),
        ("Anne de La Tour", "La tour est de toute beauté", "La tour est de toute beauté"),
        ("(.*)", "abc (.*)", "abc (.*)"),
        ("", "abc", "abc"),
    ],
)
def test_who_is_known_to_have_spoken_is_not_named(name, text, masked):
    assert without_name(text, name, language="fr") == masked


def test_the_name_of_a_praised_colleague_is_shown_and_of_a_blamed_one_masked(read):
    praise = read("Un grand merci à Mme Lefort et à Sophie, formidables et adorables !", 10)
    blame = read("Mme Lefort et Sophie ont été odieuses et incompétentes", 0)

    assert praise.masked == "Un grand merci à Mme Lefort et à Sophie, formidables et adorables !"
    assert blame.masked == "Mme [nom] et [nom] ont été odieuses et incompétentes"


def test_names_on_the_map_are_masked(velo):
    reader = MapReader(replace(velo, mask=("Zoltan", "Ana Petit")))

    masked = reader.read(verbatim("Attente interminable, zoltan et Ana Petit se renvoient")).masked

    assert masked == "Attente interminable, [nom] et [nom] se renvoient"


_PIECES = st.sampled_from(
    [
        "Mme Lefort",
        "je m'appelle Karim Benali",
        "my name is Sarah",
        "06 12 34 56 78",
        "+44 20 7946 0018",
        "4111 1111 1111 1111",
        "FR14 2004 1010 0505 0001 3M02 606",
        "jean@orange.fr",
        "2 55 08 14 168 025 38",
        "12 rue de la Paix, 75002 Paris",
        "https://velo.example/?t=abc",
        "née le 12/03/1980",
        "Cordialement, Paul Durand",
        "Merci\nClaire Petit",
        "facture",
        "late again",
        "39,90 €",
        "\n",
    ]
)


@given(
    st.lists(_PIECES, max_size=8),
    st.sampled_from([" ", ", ", ". "]),
    st.sampled_from(["fr", "en"]),
)
def test_masked_once_is_masked_twice(pieces, between, language):
    once = mask(between.join(pieces), language=language)

    assert mask(once, language=language) == once


_AROUND = st.text(alphabet=st.sampled_from("abé ,.;:!?\n()«»😡"), max_size=12)


@given(st.emails(), _AROUND, _AROUND)
def test_no_e_mail_is_left(address, before, after):
    masked = mask(f"{before} {address} {after}", language="fr")

    assert address not in masked


@given(
    st.sampled_from(["4", "51", "55", "2221", "34", "37", "6011"]),
    st.text(alphabet="0123456789", min_size=14, max_size=14),
    st.sampled_from(["", " ", "-"]),
    _AROUND,
    _AROUND,
)
def test_no_card_is_left(prefix, digits, separator, before, after):
    number = _with_luhn(prefix + digits[: (14 if prefix in ("34", "37") else 15) - len(prefix)])
    card = separator.join(number[at : at + 4] for at in range(0, len(number), 4))

    masked = mask(f"{before} {card} {after}", language="en")

    assert card not in masked


@given(
    st.sampled_from([("FR", 23), ("DE", 18), ("BE", 12), ("ES", 20), ("NL", 14)]),
    st.text(alphabet="0123456789", min_size=23, max_size=23),
    st.booleans(),
    _AROUND,
    _AROUND,
)
def test_no_iban_is_left(country, digits, spaced, before, after):
    code, length = country
    body = digits[:length]
    check = 98 - int("".join(str(int(sign, 36)) for sign in body + code + "00")) % 97
    iban = f"{code}{check:02}{body}"
    if spaced:
        iban = " ".join(iban[at : at + 4] for at in range(0, len(iban), 4))

    masked = mask(f"{before} {iban} {after}", language="en")

    assert iban not in masked


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (
            "Peut-on changer ? Solène Guivarc'h, 06-98-76-54-32",
            "Peut-on changer ? [nom], [téléphone]",
        ),
        ("Rappelez-moi. Yann Kervella (y.k@free.fr)", "Rappelez-moi. [nom] ([e-mail])"),
        ("Service Clients 09 69 32 10 10", "Service Clients [téléphone]"),
    ],
)
def test_a_name_before_how_to_reach_them_signs(text, masked):
    assert mask(text, language="fr") == masked


def test_an_announced_iban_is_masked_though_a_digit_is_wrong():
    wrong = "FR7612548029989876543210917"

    assert (
        mask(f"Voici mon nouveau RIB : {wrong}", language="fr") == "Voici mon nouveau RIB : [IBAN]"
    )
    assert mask(f"Commande {wrong}", language="fr") == f"Commande {wrong}"


def test_both_languages_name_every_kind():
    assert PLACEHOLDERS["fr"].keys() == PLACEHOLDERS["en"].keys()


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not here")
def test_few_clean_texts_are_touched():
    lines = (DATA / "understanding" / "banking77_en.test.jsonl").read_text(encoding="utf-8")
    texts = [json.loads(line)["text"] for line in lines.split("\n") if line]

    touched = [text for text in texts if find(text)]

    assert len(touched) / len(texts) <= 0.016


def _with_luhn(digits: str) -> str:
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)
