"""Error saved as output.

A cell's stored output is an error: the last run stopped there, so nothing below it is known to
work. Repair the cell and run all cells again. A cell that is meant to fail carries the tag
`raises-exception`. The fix clears the output, not the cause: the next run shows whether it is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB805", "warning"
BAD = [
    """
rates = [0.1, 0.2]
# %%
print(rates[2])  # <--
# %% [error]
IndexError
"""
]
GOOD = [
    """
rates = [0.1, 0.2]
# %%
print(rates[1])
# %% [output]
0.2
""",
    """
# %% tags=["raises-exception"]
raise ValueError("as it should")
# %% [error]
ValueError
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for place, name in facts.saved_errors:
        yield facts.finding(
            place,
            f"the cell failed with `{name}` when it last ran: repair it and run again",
            fix=facts.clearing(place),
        )
