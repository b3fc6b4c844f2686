# rung: steps
# %%
with open("case.txt", "w") as f:
    f.write("a")
# %% [markdown]
# ## Read
# %%
print(open("case.txt").read(), f.closed)
