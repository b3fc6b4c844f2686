# rung: steps
# %%
# a comment above
x = [1]  # behind

# before the print
print(x)
# at the end
