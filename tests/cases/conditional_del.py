# rung: verbatim
# %%
c = 0
x = 1
# %%
if c:
    del x
# %%
print(x)
