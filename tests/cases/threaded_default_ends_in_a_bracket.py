# rung: steps
# %%
slept = []
def sleep(s):
    slept.append(s)
    # a comment at the end of the body

def retry(times=2, errors=(ValueError,)):
    for attempt in range(times):
        sleep(attempt)
    return errors
# %% [markdown]
# ## Try
# %%
print(retry(times=3), slept)
