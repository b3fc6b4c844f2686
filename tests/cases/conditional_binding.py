# rung: steps
# %%
flag = True
# %% [markdown]
# ## Maybe bind
# %%
if flag:
    found = "yes"
# %% [markdown]
# ## Report
# %%
if flag:
    print(found)
