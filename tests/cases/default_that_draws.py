# rung: steps
# %%
import random
random.seed(0)
# %% [markdown]
# ## Define with a drawn default
# %%
def noise(a=random.random()):
    return a
# %% [markdown]
# ## Print the noise
# %%
print(noise())
