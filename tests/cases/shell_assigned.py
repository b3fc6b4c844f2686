# rung: steps
# %%
lines = !echo one && echo two
# %%
print(lines)
