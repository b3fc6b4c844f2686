# rung: steps
# %%
MODE = "fast"
# %% [markdown]
# ## Choose
# %%
if MODE == "fast":
    n = 1
elif MODE == "slow":
    n = 2
print(n)
