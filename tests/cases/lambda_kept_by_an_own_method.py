# rung: steps
# %%
class Flow:
    def __init__(self):
        self.functions = []
    def apply(self, function):
        self.functions.append(function)
        return self
    def run(self, x):
        for function in self.functions:
            x = function(x)
        return x
k = 2
# %% [markdown]
# ## Build
# %%
flow = Flow().apply(lambda x: x * k)
made = tuple((lambda x: x + k) for _ in range(2))
# %% [markdown]
# ## Change
# %%
k = 10
print(flow.run(1), made[1](1))
