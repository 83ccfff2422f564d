"""The same reading over millions of reports: gate, workers, parts, tables."""
