# silent: LEAK705
# %%
import pandas as pd
from sklearn.linear_model import Perceptron
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("raisin.csv")
X_train, X_test, y_train, y_test = train_test_split(df.iloc[:, :-1], df["Class"], random_state=6)
# %%
stdsc = StandardScaler()
stdsc.fit(X_train)
X_train_std, X_test_std = stdsc.transform(X_train), stdsc.transform(X_test)
# %%
ppn = Perceptron(eta0=0.1, random_state=1)
ppn.fit(X_train_std, y_train)
print("Misclassified examples: %d" % (y_test != ppn.predict(X_test_std)).sum())
print("accuracy", ppn.score(X_test_std, y_test))
