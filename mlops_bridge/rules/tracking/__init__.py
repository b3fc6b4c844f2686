"""Rules about the record of experiments."""
