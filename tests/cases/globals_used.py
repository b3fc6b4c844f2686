# rung: verbatim
# %%
a = 1
# %%
globals()["b"] = a + 1
# %%
print(b)
