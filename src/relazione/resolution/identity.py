"""Ids that say what they name: hashes over canonical JSON."""

import hashlib
from typing import Any

import msgspec

LENGTH = 16  # hexadecimal digits


def identity(kind: str, content: Any) -> str:
    """Return `kind:` and the hash of some content, the same whatever the order of its keys.

    >>> identity("line", {"a": 1, "b": 2}) == identity("line", {"b": 2, "a": 1})
    True
    """
    return f"{kind}:{hashlib.sha256(msgspec.json.encode(content, order='sorted')).hexdigest()[:LENGTH]}"
