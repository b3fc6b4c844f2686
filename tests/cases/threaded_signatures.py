# rung: steps
# %%
base = [1]
def plain():
    return len(base)
def stars(*args):
    return len(base) + len(args)
def words(a, *, b=2, **more):
    return len(base) + a + b + len(more)
def trailing(
    a,
    b=1,  # a comment, with a comma
):
    return len(base) + a + b
# %% [markdown]
# ## Call them
# %%
base = [1, 2]
print(plain(), stars(1, 2), stars(), words(1, c=3), words(1, b=4), trailing(
    1,
    2,  # last
))
print([plain() for _ in range(2)], plain() + stars(*[1]), f"{plain()}")
