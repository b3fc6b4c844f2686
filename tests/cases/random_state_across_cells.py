# rung: steps
# %%
import random
random.seed(3)
# %% [markdown]
# ## Draw
# %%
a = random.random()
# %% [markdown]
# ## Draw again
# %%
print(a, random.random())
