# rung: steps
# %%
import sys, warnings
# %% [markdown]
# ## Warn
# %%
warnings.warn("careful")
print("to the log", file=sys.stderr)
print("to the output")
