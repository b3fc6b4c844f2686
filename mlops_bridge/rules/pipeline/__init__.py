"""Rules about the structure of the pipeline."""
