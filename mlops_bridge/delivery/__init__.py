"""From a generated project to an image, a registered version and runs."""
