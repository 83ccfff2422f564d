"""spaCy components that keep a network as arrays in one file of their folder."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Generic, Self, TypeVar

import numpy as np

Net = TypeVar("Net")


class StoredNetwork(Generic[Net]):
    """A component whose network is made from the arrays in the file called `file`."""

    file: str
    name: str
    network: Net | None = None

    def _made(self, arrays: Mapping[str, np.ndarray]) -> Net:
        """The network that some arrays are of."""
        raise NotImplementedError

    def _loaded(self) -> Net:
        """The network; raises `ValueError` before one was loaded."""
        if self.network is None:
            raise ValueError(f"{self.name}: no network was loaded")
        return self.network

    def load(self, path: Path) -> None:
        """Reads the network in the file."""
        self._arrays = read_arrays(path)
        self.network = self._made(self._arrays)

    def to_disk(self, path: Path, **_: Any) -> None:
        """Writes the network into the folder."""
        path.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = dict(self._arrays)
        np.savez_compressed(path / self.file, **arrays)

    def from_disk(self, path: Path, **_: Any) -> Self:
        """Reads the network in the folder."""
        self.load(path / self.file)
        return self


def read_arrays(path: Path) -> dict[str, np.ndarray]:
    """The arrays of a network in the file."""
    with np.load(path, allow_pickle=False) as arrays:
        return dict(arrays)
