"""Chosen on the test set.

Several models, settings, cut-offs or training lengths are compared by their score on rows that
were held out, and the best of these scores is what remains. Each look at the test rows fits the
choice to them a little more, so the score of the winner is too good, and no rows are left that
could tell by how much. Choose by cross-validation on the training rows, or on a validation part
of them, and score what was chosen once on the test rows.

An error where the choice is seen (a maximum, a sort, `if score > best`, early stopping on the test
rows); a warning where two models or more are scored on the same held-out rows and no others are
left untouched. Source: the literature on leakage and on data-science code.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "LEAK707", "error"
BAD: list[str] = []
GOOD: list[str] = []


def check(facts: Facts) -> Iterator[Draft]:
    for choice in facts.choices:
        evidence = (*([choice.chosen] if choice.chosen else []), *choice.others)[:6]
        if choice.what:
            yield facts.finding(
                choice.place,
                f"{choice.what} is chosen by the score on rows that also judge it: choose by "
                "cross-validation on the training rows, then score once on the test rows",
                confidence=choice.confidence,
                evidence=evidence,
            )
        else:
            yield facts.finding(
                choice.place,
                f"{choice.versions} models are scored on the same test rows, and none are left "
                "untouched: compare them by cross-validation on the training rows",
                confidence=choice.confidence,
                severity="warning",
                evidence=evidence,
            )
