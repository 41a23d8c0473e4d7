"""The id of a record whose customer is forgotten: it is known again, and names nobody."""

from hashlib import sha256

_BEGINS = "forgotten:"


def erased_id(source: str, source_id: str) -> str:
    """Return what stands in place of an id, which may be an address; the same for what is erased.

    A digest, as of those who said stop: who has the record finds it again, nobody reads it back.
    """
    if source_id.startswith(_BEGINS):
        return source_id
    digest = sha256(f"{source}\n{source_id}".encode()).hexdigest()[:40]
    return f"{_BEGINS}{digest}"
