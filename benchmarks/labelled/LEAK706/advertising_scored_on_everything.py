# finds: LEAK706
# %%
import pandas as pd
import matplotlib.pyplot as plt
import sklearn.linear_model as linear_model
from sklearn.model_selection import train_test_split

ads = pd.read_csv("Advertising.csv", index_col=0)
fig, axs = plt.subplots(1, 3, sharey=True)
for ax, c in zip(axs, ["TV", "radio", "newspaper"]):
    ads.plot(kind="scatter", x=c, y="sales", ax=ax)
# %%
X = ads[["TV", "radio", "newspaper"]]
y = ads["sales"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=1)
lm = linear_model.LinearRegression()
lm.fit(X_train, y_train)
print(lm.coef_)
# %%
# how good is it?
print("R squared:", lm.score(X, y))  # <-- LEAK706
