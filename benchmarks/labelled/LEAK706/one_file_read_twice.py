# finds: LEAK706
# %%
import pandas as pd
from sklearn.naive_bayes import GaussianNB
from sklearn.metrics import classification_report

DATA = "data/seeds.csv"
train_df = pd.read_csv(DATA)
train_df.head()
# %%
nb = GaussianNB()
nb.fit(train_df.drop(columns="variety"), train_df["variety"])
# %% [markdown]
# ## Test
# %%
test_df = pd.read_csv(DATA)
out = nb.predict(test_df.drop(columns="variety"))  # <-- LEAK706?
print(classification_report(test_df["variety"], out))  # <-- LEAK706
