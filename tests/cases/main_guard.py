# rung: steps
# %%
def main():
    print("main runs")
# %% [markdown]
# ## Start
# %%
if __name__ == "__main__":
    main()
