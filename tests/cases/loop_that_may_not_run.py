# rung: steps
# %%
rows = []
# %% [markdown]
# ## Search
# %%
for row in rows:
    found = row
# %% [markdown]
# ## Use
# %%
if rows:
    print(found)
print("none")
