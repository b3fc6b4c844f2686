# rung: steps
# %%
last = 0
# %% [markdown]
# ## Loop
# %%
for i in (1, 2, 3):
    if i < 5:
        continue
    last = i
# %% [markdown]
# ## Print the last
# %%
print(last)
