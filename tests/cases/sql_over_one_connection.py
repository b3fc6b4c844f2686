# rung: steps
# %%
import sqlite3
connection = sqlite3.connect(":memory:")
connection.execute("create table t (n int)")
# %% [markdown]
# ## Fill
# %%
connection.executemany("insert into t values (?)", [(n,) for n in range(4)])
# %% [markdown]
# ## Ask
# %%
least = 2
print(connection.execute("select n from t where n >= ?", (least,)).fetchall())
connection.close()
