# rung: steps
# %%
print(__name__)
