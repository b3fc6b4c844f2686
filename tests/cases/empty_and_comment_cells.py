# rung: steps
# %%
# %%
# only a comment
# %%
print("x")
# %%
"""a bare string"""
