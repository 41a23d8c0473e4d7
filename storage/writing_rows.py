"""The statements that write a row, the same for every database."""

import re
from functools import cache

_VALUE = re.compile(r"(?<=[(, ]):\w+")


@cache  # a statement for each shape of row, of which there are a few dozen
def insert_into(table: str, names: tuple[str, ...]) -> str:
    """Return the statement that inserts a row of these columns, its values as `:name`."""
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    return f'insert into "{table}" ({columns}) values ({values})'  # noqa: S608 # names are ours


@cache
def by_place(sql: str) -> str:
    """Return a statement of these with its values by their places, `?`, in their order."""
    return _VALUE.sub("?", sql)


@cache
def insert_many_into(table: str, names: tuple[str, ...], number: int) -> str:
    """Return the statement that inserts so many rows, their values as `:name_0`, `:name_1`."""
    columns = ", ".join(f'"{name}"' for name in names)
    rows = (", ".join(f":{name}_{row}" for name in names) for row in range(number))
    values = ", ".join(f"({row})" for row in rows)
    return f'insert into "{table}" ({columns}) values {values}'  # noqa: S608 # names are ours


@cache
def change_in(table: str, names: tuple[str, ...]) -> str:
    """Return the statement that changes these columns of the row `:id`."""
    changes = ", ".join(f'"{name}" = :{name}' for name in names)
    return f"update {table} set {changes} where id = :id"  # noqa: S608 # names are ours


@cache
def put_into(table: str, names: tuple[str, ...], key: tuple[str, ...]) -> str:
    """Return the statement that inserts a row, or changes the one that has the same key."""
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names if name not in key)
    keys = ", ".join(f'"{name}"' for name in key)
    do = f"do update set {changes}" if changes else "do nothing"
    return f"{insert_into(table, names)} on conflict ({keys}) {do}"
