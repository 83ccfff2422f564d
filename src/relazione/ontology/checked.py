"""YAML whose shape a msgspec type declares: what is wrong in it is told with its line."""

import re
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from relazione.errors import RelazioneError

T = TypeVar("T")


def read_checked(path: Path, kind: type[T], fault: type[RelazioneError]) -> T:
    """Return the YAML file at `path` as a `kind`; raises a `fault` naming file and line of what is wrong."""
    text = read_text(path, fault)
    try:
        return msgspec.convert(load_yaml(text, path, fault), kind, strict=True)
    except msgspec.ValidationError as error:
        raise fault(
            str(error), where=place_of(path, line_of(yaml.compose(text, yaml.CSafeLoader), str(error)))
        ) from error


def read_text(path: Path, fault: type[RelazioneError]) -> str:
    """Return the text of a file (UTF-8); raises a `fault` naming it where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise fault(f"cannot be read ({reason})", where=str(path)) from error


def load_yaml(text: str, path: Path, fault: type[RelazioneError], loader: Any = yaml.CSafeLoader) -> Any:
    """Return the plain values of a YAML text; raises a `fault` naming file and line where it is no YAML."""
    try:
        return plain_yaml(text, loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise fault(f"is no YAML ({error})", where=place_of(path, mark.line + 1 if mark else None)) from error


def plain_yaml(text: str, loader: Any) -> Any:
    """Return what a YAML text says by a loader of plain values; all that it cannot understand is a `yaml.YAMLError`."""
    try:
        return yaml.load(text, loader)  # noqa: S506  (a loader of plain values)
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError) as error:
        raise yaml.YAMLError(f"holds a value that cannot be understood: {str(error)[:100]}") from error


def place_of(path: Path, line: int | None) -> str:
    """Return a file and a line of it as errors name them."""
    return f"{path}:{line}" if line else str(path)


def line_of(node: yaml.Node | None, message: str) -> int | None:
    """Return the line (from 1) that the path in a msgspec message (`$.verbs[3].act`) leads to from a node."""
    match = re.search(r"at `\$([^`]*)`", message)
    for name, index in re.findall(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]", match[1] if match else ""):
        step = _child(node, name, index)
        if step is None:
            break
        node = step
    return node.start_mark.line + 1 if node else None


def _child(node: yaml.Node | None, name: str, index: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    if isinstance(node, yaml.SequenceNode) and index.isdigit() and int(index) < len(node.value):
        child: yaml.Node = node.value[int(index)]
        return child
    return None
