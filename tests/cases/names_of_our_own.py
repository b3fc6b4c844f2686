# rung: steps
# %%
steps = [1, 2]
params = {"rate": 0.5}
lib = "mine"
# %% [markdown]
# ## Use them
# %%
steps.append(3)
Result = params["rate"]
# %% [markdown]
# ## Print them
# %%
print(steps, params, lib, Result)
