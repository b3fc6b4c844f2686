# rung: steps
# %%
try:
    import no_such_module_here as fast
except ImportError:
    fast = None
# %% [markdown]
# ## Use it
# %%
print(fast)
