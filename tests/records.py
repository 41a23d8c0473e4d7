"""What customers say in tests: one record a person, with a name."""

from typing import Any

PETIT: dict[str, Any] = {
    "id": "petit-1",
    "text": "Débitée deux fois de 39 €, troisième appel, personne ne sait quand je serai "
    "remboursée.",
    "score": 2,
    "scale": "nps",
    "expected": 8,
    "channel": "ticket",
    "customer_id": "petit",
    "customer_name": "C. Petit",
    "customer_email": "c.petit@exemple.example",
    "customer_since": "2023-10-01",
    "happened_at": "2026-11-23T18:00:00+01:00",
}

KEYS: dict[str, Any] = {
    "id": "keys-1",
    "text": "Driver waited while I found my keys. Made my day.",
    "score": 10,
    "scale": "nps",
    "channel": "survey",
    "happened_at": "2026-11-23T19:00:00+01:00",
}


def of_somebody_else(record: dict[str, Any], name: str, **changes: Any) -> dict[str, Any]:
    """Return the same words from another customer, who is called and written to by `name`."""
    return record | {
        "id": f"{name}-1",
        "customer_id": name,
        "customer_name": name.capitalize(),
        "customer_email": f"{name}@exemple.example",
        **changes,
    }
