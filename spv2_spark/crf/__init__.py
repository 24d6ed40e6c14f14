"""python-crfsuite: the tagger interface for machines without TensorFlow."""
