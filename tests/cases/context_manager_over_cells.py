# rung: steps
# %%
import contextlib
stack = contextlib.ExitStack()
file = stack.enter_context(open("out.txt", "w"))
# %% [markdown]
# ## Write
# %%
file.write("one ")
# %% [markdown]
# ## Close
# %%
file.write("two")
stack.close()
print(open("out.txt").read(), file.closed)
