"""Lint: rules asked, findings told, fixes applied."""
