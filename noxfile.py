"""The light core on every Python that is installed: `pipx run nox` or `python -m nox`."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.10", "3.11", "3.12", "3.13", "3.14"])
def core(session: nox.Session) -> None:
    """Lint and convert, without kernels, MLflow, Docker or a browser."""
    session.env["HATCH_JUPYTER_BUILDER_SKIP_NPM"] = "1"
    session.install(".", "pytest", "hypothesis")
    session.run(
        "python", "-m", "pytest", "tests", "-m", "not slow and not needs_engine and not needs_browser",
        "--ignore", "tests/server", "--ignore", "tests/ui", "--ignore", "tests/delivery",
        "--ignore", "tests/environment", "--ignore", "tests/test_examples.py",
        "--ignore", "tests/lint/test_adapters.py", "--ignore", "tests/test_packaging.py", *session.posargs,
    )  # fmt: skip
