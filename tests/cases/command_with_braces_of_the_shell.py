# rung: steps
# %%
pid = 3
lines = !echo "${HOME:+home}" '$pid' $pid {pid}
# %%
print(lines)
