"""Labels become spans, spans become Metadata with calibrated confidences."""
