# rung: steps
# %%
a = [1]
b = a
# %% [markdown]
# ## Append to the alias
# %%
b.append(2)
# %% [markdown]
# ## Show both
# %%
print(a, b, a is b)
