# rung: steps
# %%
rate = 0.1
tax = lambda v: v * rate
# %% [markdown]
# ## Change the rate
# %%
print(tax(100))
rate = 0.2
# %% [markdown]
# ## Use it
# %%
print(tax(100))
