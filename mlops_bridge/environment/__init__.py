"""The notebook's environment: its kernel, its distributions, its lock."""
