# rung: steps
# %%
x = 1
# %% [markdown]
# ## Quiet
# %%
%%capture
print("not to be seen")
y = x + 1
text = """not
indented"""
# %% [markdown]
# ## Loud
# %%
print(y, text)
