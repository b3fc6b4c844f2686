# rung: verbatim
# %%
import logging, sys
logging.basicConfig(stream=sys.stdout, format="%(funcName)s: %(message)s")
# %% [markdown]
# ## Log
# %%
logging.warning("top")
