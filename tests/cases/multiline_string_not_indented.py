# rung: steps
# %%
query = """select *
  from t
where x"""
# %% [markdown]
# ## Print the query
# %%
print(query, f"""a
  {len(query)}
b""")
