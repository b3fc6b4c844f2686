# rung: steps
# %%
class Slow:
    kind = "slow"
class Fast:
    kind = "fast"
# %% [markdown]
# ## Choose
# %%
Parent = Fast if len("ab") == 2 else Slow
# %% [markdown]
# ## Derive
# %%
class Engine(Parent):
    """An engine."""
    def go(self):
        return f"{self.kind} go"
class Empty(Parent): pass
# %% [markdown]
# ## Run
# %%
print(Engine().go(), Engine.__name__, Empty.__name__, Engine.__doc__, Empty.kind)
