# rung: verbatim
# %%
error = "initial"
# %% [markdown]
# ## Try
# %%
for row in ["1", "x"]:
    try:
        int(row)
    except ValueError as error:
        last = str(error)
# %% [markdown]
# ## Ask
# %%
try:
    print(error)
except NameError:
    print("gone", last)
