# rung: steps
# %%
def score(x):
    score.calls += 1
    return x
score.calls = 0
before = score
# %% [markdown]
# ## New version
# %%
def score(x):
    score.calls += 1
    return x * 2
score.calls = 10
before(1); score(1)
print(before.calls, score.calls)
