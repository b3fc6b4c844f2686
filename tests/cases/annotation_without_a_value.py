# rung: steps
# %%
k: int
k = 5
def f(x):
    return x + k
# %%
print(f(1))
