"""The Jupyter Server extension: HTTP in, `api` out."""
