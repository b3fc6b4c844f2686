# rung: steps
# %%
it = iter("abc")
# %%
list(it)
# %%
print(list(it))
