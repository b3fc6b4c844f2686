"""Rules about the notebook as a document."""
