"""Rules about what the model must not know."""
