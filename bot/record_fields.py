"""What the columns of a feedback record may be called, in French and English."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from bot.verbatim import Scale

# Every field of a feedback record, with the other names people give it; accents, case, spaces and
# signs make no difference. What is in no list is kept as `extra`, and so is what could mean
# something else: a column "contact" holds a name as often as a consent.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("identifiant", "feedback_id", "response_id", "id_reponse"),
    "text": (
        "texte",
        "verbatim",
        "commentaire",
        "commentaires",
        "comment",
        "comments",
        "feedback",
        "avis",
        "message",
    ),
    "score": ("note", "rating", "nps", "csat", "ces", "stars", "etoiles"),
    "happened_at": ("date", "date_heure", "created_at", "timestamp", "horodatage"),
    "source": (),
    "channel": ("canal",),
    "customer_id": ("id_client", "client_id", "numero_client", "identifiant_client"),
    "customer_name": ("nom", "nom_client", "nom_du_client", "client_name", "name"),
    "customer_email": (
        "email",
        "e_mail",
        "mail",
        "courriel",
        "adresse_e_mail",
        "adresse_email",
        "email_client",
        "email_address",
    ),
    "customer_phone": ("telephone", "tel", "phone", "telephone_client", "mobile"),
    "customer_since": ("client_depuis", "client_depuis_le"),
    "contact_ok": (
        "recontact",
        "contactable",
        "accord_contact",
        "accepte_d_etre_recontacte",
        "may_contact",
    ),
    "language": ("langue", "lang", "locale"),
    "scale": ("echelle",),
    "expected": ("attendu", "note_attendue", "expected_score"),
    "moment": (),
    "touchpoint": ("point_de_contact",),
    "value": ("valeur", "montant", "amount"),
    "currency": ("devise", "monnaie"),
    "url": ("lien", "link"),
}

# A column that is called like a scale says what its scores mean.
SCALE_COLUMNS: Mapping[str, Scale] = {
    "nps": "nps",
    "csat": "csat",
    "ces": "ces",
    "stars": "stars",
    "etoiles": "stars",
}

# The columns that a file of rejected lines adds: a corrected one can be imported as it is.
REJECTION_COLUMNS = frozenset(
    {"ligne_refusee", "pourquoi_refusee", "rejected_line", "why_rejected"}
)

_FIELD_OF = {other: field for field, others in OTHER_NAMES.items() for other in (field, *others)}
_NEW_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Write a name the way fields are written: "Nom du client " and "nomDuClient" alike."""
    return _NOT_LETTERS.sub("_", fold(_NEW_WORD.sub("_", name))).strip("_")


def fold(words: str) -> str:
    """Return words in lower case and without accents."""
    if words.isascii():
        return words.lower()
    spread = unicodedata.normalize("NFKD", words)
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).lower()


def field_of(name: str) -> str | None:
    """Return the field that a column or key holds, or None when it is no field of ours."""
    return _FIELD_OF.get(plain(name))
