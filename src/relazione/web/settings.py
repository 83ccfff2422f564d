"""What whoever starts the application chooses."""

from relazione.records import Record

MEBIBYTE = 1 << 20


class Settings(Record, frozen=True, kw_only=True):
    """The ledger that is served, at which address, in which language to begin with.

    `ledger` is a file's path or a database URL; `map_view` a file that says how disputed areas are drawn
    (see `relazione.web.map`); `upload` the most bytes that a request may bring.
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8765
    language: str = "de"
    map_view: str | None = None
    upload: int = 16 * MEBIBYTE
