"""What can go wrong with a request, and how it is said.

    Nb2ProdError            a bad request: what, where, what to do (exit 2)
    ├── NotebookError       a file that is not a notebook we can read
    ├── ConfigError         [tool.nb2prod] or an option is wrong
    ├── ParameterError      an unknown or ill-typed parameter of a job
    ├── ConversionError     the notebook cannot become a project
    ├── ProjectError        a folder that is not, or not any more, a generated project
    ├── KernelError         no such kernel, or its interpreter does not start
    ├── LockError           the versions cannot be resolved
    ├── EngineError         a build or a container failed
    │   └── EngineMissing   no Docker engine answers, or it reaches no registry or index
    ├── TrackingError       MLflow is not reachable or refuses
    ├── MissingExtra        an optional dependency is not installed
    └── Cancelled           the user stopped the work (exit 130)

A bad *input* (a cell that does not parse) is a finding, and a bug is a traceback.
"""

from __future__ import annotations

from typing import Any


class Nb2ProdError(Exception):
    """A request that cannot be carried out.

    Parameters
    ----------
    what : str
        The fact, one clause, names in backticks.
    where : str
        Path, or ``path: cell 3, line 2``; empty when there is no place.
    hint : str
        What the user can do about it.

    Attributes
    ----------
    traceback : str
        Where in our own code it happened, when it is a bug of ours.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what, self.where, self.hint = what, where, hint
        self.traceback = ""

    def __reduce__(self) -> tuple[Any, ...]:
        # errors come back from worker processes, whatever their own `__init__` asks for
        return _again, (type(self), self.what, self.where, self.hint), self.__dict__

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}\n  {self.hint}" if self.hint else text


def _again(kind: type[Nb2ProdError], what: str, where: str, hint: str) -> Nb2ProdError:
    made = kind.__new__(kind)
    Nb2ProdError.__init__(made, what, where=where, hint=hint)
    return made


class NotebookError(Nb2ProdError):
    """Raised when a file is not a notebook that can be read."""


class ConfigError(Nb2ProdError):
    """Raised when the configuration or an option is wrong."""


class ParameterError(Nb2ProdError):
    """Raised when a job is given an unknown or ill-typed parameter."""


class ConversionError(Nb2ProdError):
    """Raised when a notebook cannot become a project."""


class ProjectError(Nb2ProdError):
    """Raised when a folder is not a generated project, or was edited and would be overwritten."""


class KernelError(Nb2ProdError):
    """Raised when a kernel does not exist or its interpreter does not start."""


class LockError(Nb2ProdError):
    """Raised when the versions cannot be resolved."""


class EngineError(Nb2ProdError):
    """Raised when a build or a container fails."""


class EngineMissing(EngineError):
    """Raised when no Docker engine answers, or it cannot reach what a build needs."""


class TrackingError(Nb2ProdError):
    """Raised when MLflow cannot be reached or refuses."""


class MissingExtra(Nb2ProdError):
    """Raised when a command needs an optional dependency that is not installed."""

    def __init__(self, module: str, extra: str) -> None:
        super().__init__(
            f"`{module}` is not installed", hint=f'Run: pip install "mlops-bridge[{extra}]"'
        )


class Cancelled(Nb2ProdError):
    """Raised when the user stops a long piece of work."""

    exit_code = 130

    def __init__(self) -> None:
        super().__init__("cancelled", hint="Nothing half-done was left behind.")
