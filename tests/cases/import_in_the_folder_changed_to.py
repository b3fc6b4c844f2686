# rung: notebook
# %%
import os
os.makedirs("sub", exist_ok=True)
with open("sub/not_there_before.py", "w") as file:
    file.write("value = 3")
os.chdir("sub")
# %%
import not_there_before
print(not_there_before.value)
