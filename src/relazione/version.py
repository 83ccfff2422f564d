"""The version of Relazione, and so of its reader."""

__version__ = "0.1.0"
