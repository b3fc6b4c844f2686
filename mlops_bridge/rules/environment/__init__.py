"""Rules about the environment the notebook runs in."""
