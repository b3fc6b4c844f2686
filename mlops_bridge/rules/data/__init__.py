"""Rules about versions of data."""
