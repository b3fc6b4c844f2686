# rung: steps
# %%
lines = !for i in 1 2; do echo $i; done
# %%
print(lines)
