# rung: steps
# %%
from IPython.display import clear_output
# %% [markdown]
# ## Count
# %%
for i in range(3):
    clear_output(wait=True)
    print("step", i)
clear_output()
print("done")
