"""Dossiers on two states, a group or one state: built as a tree, drawn in several formats."""

from relazione.dossier.build import Findings, Options, build_dossier
from relazione.dossier.changes import changes_since
from relazione.dossier.citations import cite, to_csl_json, to_ris
from relazione.dossier.formats import FORMATS, from_json, render
from relazione.dossier.gather import gather
from relazione.dossier.tree import Dossier

__all__ = [
    "FORMATS",
    "Dossier",
    "Findings",
    "Options",
    "build_dossier",
    "changes_since",
    "cite",
    "from_json",
    "gather",
    "render",
    "to_csl_json",
    "to_ris",
]
