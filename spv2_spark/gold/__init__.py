"""Gold files become Gold (lxml), and Gold found in a Document becomes labels."""
