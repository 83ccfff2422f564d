"""The formats by name, and writing materials in one of them."""

from collections import Counter
from collections.abc import Callable, Iterable

from relazione.errors import ExportError
from relazione.exchange import annotation, dyads, followthemoney, gdelt, graphml, parquet, plover, polecat
from relazione.exchange.writer import Options, Target, Writer
from relazione.records import Record
from relazione.resolution.claims import Material


class Format(Record, frozen=True, kw_only=True):
    """A format: what its files end in, what it is, what of a material it cannot hold.

    `folder` is set where it writes several files; `texts` where it can use the documents' texts.
    """

    name: str
    suffix: str
    description: str
    loses: str
    open: Callable[[Target, Options | None], Writer]
    folder: bool = False
    texts: bool = False


_ALL = (
    Format(
        name="dyads",
        suffix=".csv",
        description="Events by pair of states and month, directed, with COW and ISO codes (CSV).",
        loses=dyads.LOSES,
        open=dyads.DyadWriter,
    ),
    Format(
        name="ftm",
        suffix=".ftm.jsonl",
        description="FollowTheMoney entities: people, bodies, offices, events, articles (JSON Lines).",
        loses=followthemoney.LOSES,
        open=followthemoney.FtmWriter,
    ),
    Format(
        name="gdelt-events",
        suffix=".export.CSV",
        description="GDELT 2.0 events: 61 tab-separated columns without header.",
        loses=gdelt.LOSES,
        open=gdelt.GdeltEventWriter,
    ),
    Format(
        name="gdelt-mentions",
        suffix=".mentions.CSV",
        description="GDELT 2.0 mentions: 16 tab-separated columns without header, joined by GlobalEventID.",
        loses=gdelt.LOSES,
        open=gdelt.GdeltMentionWriter,
        texts=True,
    ),
    Format(
        name="graphml",
        suffix=".graphml",
        description="The network of actors: a node an actor, an edge the events of one towards another.",
        loses=graphml.LOSES,
        open=graphml.GraphmlWriter,
    ),
    Format(
        name="parquet",
        suffix="",
        description="A folder of Parquet tables, one a kind of record; event_evidence joins events with documents.",
        loses=parquet.LOSES,
        open=parquet.ParquetWriter,
        folder=True,
    ),
    Format(
        name="plover",
        suffix=".plover.jsonl",
        description="PLOVER 2.0 events (JSON Lines).",
        loses=plover.LOSES,
        open=plover.PloverWriter,
    ),
    Format(
        name="polecat",
        suffix=".polecat.txt",
        description="POLECAT events: 40 tab-separated columns with header, one row a pair of actor and recipient.",
        loses=polecat.LOSES,
        open=polecat.PolecatWriter,
    ),
    Format(
        name="web-annotation",
        suffix=".jsonld",
        description="W3C Web Annotations, one for every stretch of evidence of every claim (JSON-LD).",
        loses=annotation.LOSES,
        open=annotation.AnnotationWriter,
        texts=True,
    ),
)
FORMATS: dict[str, Format] = {format_.name: format_ for format_ in sorted(_ALL, key=lambda entry: entry.name)}


def find_format(name: str) -> Format:
    """Return a format by name; raises `ExportError` where there is none."""
    if name not in FORMATS:
        raise ExportError(f"there is no format {name!r}", allowed=", ".join(FORMATS))
    return FORMATS[name]


def export(materials: Iterable[Material], name: str, target: Target, options: Options | None = None) -> Counter[str]:
    """Write consecutive materials in a format; return how many events it could not hold, by reason."""
    with find_format(name).open(target, options) as writer:
        for material in materials:
            writer.write(material)
    return writer.left_out
