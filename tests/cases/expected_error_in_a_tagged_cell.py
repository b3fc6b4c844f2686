# rung: steps
# %%
x = 1
# %% [markdown]
# ## Fail
# %% tags=["raises-exception"]
y = 2
x = x / 0
y = 3
# %% [markdown]
# ## Go on
# %%
print(x, y)
