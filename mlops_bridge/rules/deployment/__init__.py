"""Rules about the way to production."""
