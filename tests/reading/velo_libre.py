"""A small map of a bicycle subscription, and customers' words to read by it."""

from datetime import UTC, datetime

from bot.journey import JourneyMap
from bot.journey_file import read_journey
from bot.verbatim import Scale, Score, Verbatim

THAT_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

_JOURNEY = """
company: Vélo Libre
timezone: Europe/Paris
languages: [fr, en]
fallback: cx
departments:
DEPARTMENTS
journey:
  - stage: get
    name: {en: Get, fr: Obtenir}
    touchpoints:
      - key: delivery
        name: {en: Delivery of the bike, fr: Livraison du vélo}
        owner: delivery
        description:
          en: "The bike brought to the door: parcel, driver, time slot, damage on arrival"
          fr: "Le vélo apporté à domicile : colis, livreur, créneau, casse à l'arrivée"
        words:
          en: [delivery, delivered, parcel, driver, courier, time slot, arrived, late]
          fr: [livraison, livré, colis, livreur, transporteur, créneau, reçu, en retard]
  - stage: pay
    name: {en: Pay, fr: Payer}
    touchpoints:
      - key: invoice
        name: {en: Invoice, fr: Facture}
        owner: billing
        moment_of_truth: true
        description:
          en: "Invoices, direct debits, refunds"
          fr: "Factures, prélèvements, remboursements"
        words:
          en: [invoice, bill, charged twice, refund, direct debit, price, charged, payment]
          fr: [facture, débité deux fois, remboursement, prélèvement, prix, débité, paiement]
        examples:
          fr: ["J'ai été débité deux fois ce mois-ci"]
  - stage: get_help
    name: {en: Get help, fr: Être aidé}
    touchpoints:
      - key: helpline
        name: {en: Help line, fr: Assistance téléphonique}
        owner: support
        description:
          en: "Calls to the help line, waiting on the phone, advisers, e-mails without answer"
          fr: "Appels à l'assistance, attente au téléphone, conseillers, mails sans réponse"
        words:
          en: [help line, phone, on hold, adviser, agent, call centre, customer service, no reply]
          fr: [assistance, téléphone, attente, conseiller, conseillère, service client, réponse]
reactions:
  take: raising_hand
  done: white_check_mark
  pass_on: arrow_right_hook
  thanks: pray
  no_reply: card_index_dividers
digest: {channel: "#voix-du-client", at: "Fri 16:00"}
leads: [lea@velolibre.example]
"""

_DEPARTMENT = """\
  {key}:
    name: {{en: {en}, fr: {fr}}}
    channel: "#voix-{key}"
    language: fr
    leads: [lea@velolibre.example]
    working_hours: "Mon-Fri 09:00-18:00"
    round: {{at: "09:15", at_most: 3}}
    time_limits: {{take: 4h, acknowledge: 48h, answer: 5d}}
"""
_DEPARTMENTS = "".join(
    _DEPARTMENT.format(key=key, en=en, fr=fr)
    for key, en, fr in (
        ("billing", "Billing", "Facturation"),
        ("delivery", "Delivery", "Livraison"),
        ("support", "Support", "Assistance"),
        ("cx", "Customer experience", "Expérience client"),
    )
)


def velo_libre() -> JourneyMap:
    """Return the map: three touchpoints (delivery, invoice, helpline) in French and English."""
    return read_journey(_JOURNEY.replace("DEPARTMENTS\n", _DEPARTMENTS))


def verbatim(
    text: str,
    score: float | None = None,
    scale: Scale = "nps",
    *,
    touchpoint: str | None = None,
    language: str | None = None,
) -> Verbatim:
    return Verbatim(
        source="survey",
        source_id="1",
        happened_at=THAT_MORNING,
        received_at=THAT_MORNING,
        channel="survey",
        text=text,
        score=None if score is None else Score(score, scale),
        touchpoint=touchpoint,
        language=language,
    )
