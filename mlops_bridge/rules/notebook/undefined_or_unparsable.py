"""Undefined name, or a cell that does not parse.

A name that no cell defines (or that `del` has removed) is a NameError in a fresh kernel, even
if an old session still holds it. A cell that is not valid Python stops every run there. Define
the name, import it, or repair the cell. A block that holds only comments is noted as code left
out.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "NB803", "error"
BAD = [
    """
import math
# %%
area = math.pi * radius ** 2  # <--
""",
    """
frame = [1, 2, 3]
del frame
# %%
len(frame)  # <--
""",
    """
count = 3
# %%
print "rows", count  # <--
""",
    """
def total(rows):
    return sum(rows) + missing_fee  # <--
""",
    """
monthly_sales = [3, 5]
# %%
print(sum(monthly_sale))  # <--
print(max(monthly_sale))
""",
    """
# the data
rows = pd.read_csv("rows.csv")  # <--
# %%
groups = defaultdict(list)  # <--
for row in rows.itertuples():
    groups[row.region].append(row)
""",
    """
for rate in [0.1, 0.01]:
    # train and note the score  # <--
""",
]
GOOD = [
    """
import math
radius = 2
# %%
area = math.pi * radius ** 2
""",
    """
from fractions import *
# %%
Fraction(1, 3)
""",
    """
%%bash
echo $HOME
# %%
%%capture shown
print(1)
# %%
shown.show()
""",
    """
%time total = sum(range(9))
!ls {total}
total?
# %%
cd ../data
# %%
pip install --upgrade pandas==2.2.2
""",
    """
class Scale:
    factor = 2
    values = [factor]

    def apply(self, n, *, by=factor):
        return n * self.factor * by

    @property
    def twice(self):
        return self.apply(2)
""",
    """
import contextlib
with contextlib.suppress(OSError) as nothing:
    pass
try:
    raise ValueError("no")
except ValueError as error:
    print(error, nothing)
if (n := 10) > 5:
    print(n, __name__)
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for problem in facts.unparsable:
        yield facts.finding(problem.place, problem.message)
    for place in facts.elided:
        yield facts.finding(place, "code was left out here", severity="info")
    for name in facts.unbound:
        if name.why == "later":
            continue
        text = (
            f"`{name.name}` was deleted before"
            if name.why == "deleted"
            else (f"`{name.name}` is defined in no cell")
        )
        yield facts.finding(
            name.place,
            f"{text}: define it above, or import it",
            confidence=0.3 if name.doubt else 0.75 if name.conditional else 0.9,
            evidence=(name.definition,) if name.definition else name.again[:5],
            fix=facts.completed(name),
        )
