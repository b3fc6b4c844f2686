"""Rules about training loops."""
