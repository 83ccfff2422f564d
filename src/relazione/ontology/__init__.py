"""States, organisations, event codes and vocabularies: data with thin access."""
