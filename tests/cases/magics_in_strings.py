# rung: steps
# %%
text = """
%matplotlib inline
!ls
"""
# %%
print(text, "100%", 7 % 4)
