# rung: steps
# %%
class Greeter:
    def greet(self, name):
        return f"{greeting}, {name}"
# %% [markdown]
# ## Greet
# %%
greeting = "hello"
print(Greeter().greet("ada"))
# %% [markdown]
# ## Greet again
# %%
greeting = "bye"
print(Greeter().greet("ada"))
