"""Pages for people: a paper's tokens and labels, a run's summary."""
