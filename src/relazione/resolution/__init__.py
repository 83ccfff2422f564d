"""Which actors, events, figures, agreements and promises of many reports are the same, and why."""
