# rung: steps
# %%
class Step:
    def __rshift__(self, other):
        return Chain([self, other])
# %%
class Chain(Step):
    def __init__(self, steps):
        self.steps = steps
# %% [markdown]
# ## Chain them
# %%
chain = Step() >> Step()
print(len(chain.steps), isinstance(chain, Step))
