# rung: steps
# %%
import os
os.environ["CASE_FLAG"] = "1"
import json
# %% [markdown]
# ## Print the flag
# %%
print(json.dumps(os.environ["CASE_FLAG"]))
