"""Outputs out of order.

The execution counts show that the cells did not run from top to bottom, so the stored outputs
may come from code or data that no longer exists. A job runs from top to bottom and gives other
results, or fails. Restart the kernel and run all cells before saving. In a file, where nothing
can be run, `nb2prod fix` clears all outputs and counts: none is better than a wrong one.

Gaps in the counts (a cell was run again, deleted or left out) are information only, and outputs
are cleared for them only with `--unsafe`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB801", "warning"
BAD = [
    """
# %% [3]
prices = [9.5, 12.0]
# %% [2]
total = sum(prices)  # <--
""",
    """
# %% [4]
first = 1
# %% [4]
second = 2  # <--
""",
    """
# %% [1]
first = 1
# %% [5]
second = 2  # <--
""",
    """
# %% [1]
first = 1
# %%
second = 2  # <--
# %% [2]
third = 3
""",
]
GOOD = [
    """
# %% [1]
prices = [9.5, 12.0]
# %% [2]
total = sum(prices)
""",
    """
# %%
first = 1
# %%
second = 2
""",
    """
# %% [1]
first = 1
# %%
# %% [2]
second = 2
""",
    """
# %% [1]
first = 1
# %% tags=["injected-parameters"]
first = 2
# %% [2]
second = 3
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    disorder, gaps = facts.disorder, facts.gaps
    if disorder:
        yield facts.finding(
            disorder[0],
            f"cells ran out of order ({disorder[0].text}): restart the kernel and run all of them",
            evidence=disorder[1:],
            fix=facts.all_cleared(certain=True),
        )
    elif gaps:
        yield facts.finding(
            gaps[0],
            f"cells were run again, deleted or left out ({gaps[0].text}): restart the kernel and "
            "run all of them",
            severity="info",
            evidence=gaps[1:],
            fix=facts.all_cleared(certain=False),
        )
