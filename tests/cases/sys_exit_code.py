# rung: steps
# %%
print("before")
# %%
import sys
# %%
print("after", sys.maxsize > 0)
