"""Cursors: where a part of a listing ends, as a string that its users need not understand."""

from relazione.ledger.listing import Position

CURSOR = r"^[0-9a-f]{24}$"
IDS = r"^([0-9a-f]{2}){1,100}$"
DAY, NUMBER = 9, 15  # hexadecimal digits


def cursor_of(position: Position | None) -> str | None:
    """Return the cursor of a position, `None` where nothing follows."""
    if position is None:
        return None
    day = int(position.day.replace("-", "") or 0)
    return f"{day:0{DAY}x}{position.number:0{NUMBER}x}"


def position_of(cursor: str | None) -> Position | None:
    """Return the position that a cursor stands for."""
    if cursor is None:
        return None
    day = f"{int(cursor[:DAY], 16):08d}"
    days = f"{day[:-4]}-{day[-4:-2]}-{day[-2:]}"
    return Position(day=days if day != "00000000" else "", number=int(cursor[DAY:], 16))


def cursor_of_id(id_: str | None) -> str | None:
    """Return the cursor behind an id, `None` where nothing follows."""
    return id_.encode().hex() if id_ is not None else None


def id_of(cursor: str | None) -> str:
    """Return the id that a cursor stands behind, empty for the beginning."""
    return bytes.fromhex(cursor or "").decode(errors="replace").replace("\0", "")
