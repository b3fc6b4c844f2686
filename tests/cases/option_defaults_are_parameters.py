# rung: steps
# %%
import argparse, os
parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float, default=0.5)
parser.add_argument("--deep-layers", type=int, default=3)
options = parser.parse_args([])
folder = os.environ.get("NB2PROD_NO_SUCH_VARIABLE", "data")
# %% [markdown]
# ## Use
# %%
print(options.rate, options.deep_layers, folder)
