# rung: steps
# %%
v = [1, 2, 3]
# %% [markdown]
# ## Shadow
# %%
sum = sum(v)
print(sum)
