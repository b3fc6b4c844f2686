# rung: steps
# %%
class Plugin:
    known = []
    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        Plugin.known.append(cls.__name__)
# %% [markdown]
# ## Register
# %%
class Reader(Plugin): pass
class Writer(Plugin): pass
# %% [markdown]
# ## List them
# %%
print(Plugin.known)
