"""Labels become spans, spans become Metadata; Metadata is scored against Gold."""
