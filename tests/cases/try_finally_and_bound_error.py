# rung: steps
# %%
log = []
try:
    value = int("x")
except ValueError as error:
    message = str(error)
else:
    message = "fine"
finally:
    log.append("done")
# %% [markdown]
# ## Show
# %%
print(message, log)
