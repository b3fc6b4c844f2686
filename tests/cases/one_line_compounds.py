# rung: steps
# %%
a = 1; b = 2
if a: print(b); c = 3
# %% [markdown]
# ## Print c
# %%
print(c); print(a)
