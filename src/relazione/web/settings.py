"""What whoever starts the application chooses."""

from relazione.records import Record

MEBIBYTE = 1 << 20
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Rate(Record, frozen=True):
    """How often one client may do something: so many times a second in the long run, `burst` times at once."""

    second: float
    burst: int


class Limits(Record, frozen=True, kw_only=True):
    """How often one client may ask beyond loopback: for anything, for a reading; and log in, wherever it is."""

    everything: Rate = Rate(20, 200)
    reading: Rate = Rate(0.5, 20)
    login: Rate = Rate(1 / 30, 5)


class Settings(Record, frozen=True, kw_only=True):
    """The ledger that is served, at which address, to whom, in which language to begin with.

    `ledger` is a file's path or a database URL; `accounts` the file of accounts and of the audit log, for this run only
    where it is empty. With `login` everybody must log in; without, whoever sits at this machine may do everything.
    `hosts` are further names by which the application is reached. `upload` is the most bytes that a request may bring,
    `patience` the seconds within which it must bring them, `reading` the seconds that reading a text may take.
    With `ahead` the first page is reckoned before anybody asks for it.
    `actors` is a file of own states, persons and organisations that texts are read with (see `relazione.ontology.own`).
    `map_view` is a file that says how disputed areas are drawn (see `relazione.web.map`).
    """

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8765
    language: str = "de"
    map_view: str | None = None
    actors: str | None = None
    upload: int = 16 * MEBIBYTE
    accounts: str = ""
    login: bool = False
    hosts: tuple[str, ...] = ()
    ahead: bool = False
    patience: float = 30
    reading: float = 60
    limits: Limits = Limits()
