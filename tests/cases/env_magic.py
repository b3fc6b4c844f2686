# rung: steps
# %%
# %env NB2PROD_CASE=seen
# %%
import os
print(os.environ["NB2PROD_CASE"])
