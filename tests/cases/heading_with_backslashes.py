# rung: steps
# %%
# %% [markdown]
# # Fit of $\xi$ and "quotes" \
# %%
print("fitted")
