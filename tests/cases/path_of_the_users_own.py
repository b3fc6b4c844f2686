# rung: steps
# %%
def date(y, m, d):
    return f"{y}/{m}/{d}"
start = date(2024, 1, 2)
# %%
print(start)
