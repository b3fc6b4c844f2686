# rung: steps
# %%
größe = 3  # ä comment
naïve = "é" * größe
# %% [markdown]
# ## Ausgabe
# %%
print(größe, naïve)
