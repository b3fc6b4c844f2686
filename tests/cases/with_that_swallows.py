# rung: steps
# %%
import contextlib
x = 1
# %% [markdown]
# ## Try it
# %%
with contextlib.suppress(ZeroDivisionError):
    x = 1 / 0
# %% [markdown]
# ## Print it
# %%
print(x)
