"""What Relazione knows of languages: packs of data, trained pipelines, detection."""

from relazione.languages.detection import detect_language, require_language
from relazione.languages.pack import Pack, languages, load_pack

__all__ = ["Pack", "detect_language", "languages", "load_pack", "require_language"]
