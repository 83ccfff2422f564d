"""The web application: pages for people and a JSON interface for programs, over one ledger."""

from relazione.web.app import create_app
from relazione.web.settings import Settings

__all__ = ["Settings", "create_app"]
