# rung: steps
# %%
values = [3, 1]
values
# %% [markdown]
# ## Show
# %%
display(values)
sorted(values)
# %%
print(values)
