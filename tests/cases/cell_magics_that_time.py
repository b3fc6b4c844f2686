# rung: steps
# %%
n = 3
# %% [markdown]
# ## Time it
# %%
%%time
total = sum(range(n))
%time doubled = total * 2
# %% [markdown]
# ## Show
# %%
print(total, doubled)
