# rung: steps
# %%
def init():
    global state
    state = 5
# %% [markdown]
# ## Start
# %%
init()
# %% [markdown]
# ## Print the state
# %%
print(state)
