"""From a notebook to a project: parameters, steps, code, and the proof that both are equal."""
