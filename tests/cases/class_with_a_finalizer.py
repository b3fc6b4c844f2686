# rung: notebook
# %%
class Lock:
    def __del__(self):
        print("released")
# %%
lock = Lock()
lock = None
print("end")
