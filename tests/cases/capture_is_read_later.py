# rung: steps
# %%
def talk(n):
    print("hidden", n)
# %% [markdown]
# ## Listen
# %%
%%capture said
talk(3)
# %% [markdown]
# ## Repeat
# %%
print(said.stdout.upper())
