# rung: steps
# %%
data = [1, 2, 3]
if (n := len(data)) > 2:
    print(f"{n=}")
# %% [markdown]
# ## Match
# %%
match data:
    case [first, *rest]:
        print(first, rest)
# %%
print(n, first)
