# rung: steps
# %%
import string
string.digits = "9"
# %% [markdown]
# ## Take
# %%
from string import digits
print(digits)
string.digits = "0123456789"
