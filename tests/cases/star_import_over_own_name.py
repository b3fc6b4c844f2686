# rung: verbatim
# %%
e = 5
print(e)
# %%
from math import *
# %%
print(e)
