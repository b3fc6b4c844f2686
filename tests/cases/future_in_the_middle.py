# rung: steps
# %%
x = 1
# %%
from __future__ import annotations
def f(a: "Undefined") -> int:
    return a
# %%
print(f(x))
