"""What a notebook's code says and does: facts, no opinions."""
