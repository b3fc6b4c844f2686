# silent: LEAK712
# %%
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split

corn = pd.read_csv("corn.csv")
y = corn.pop("protein")
X_train, X_test, y_train, y_test = train_test_split(corn, y, random_state=6)
pca = PCA(8).fit(X_train)
parts = {"train": (X_train, y_train), "test": (X_test, y_test)}
# %%
lin = LinearRegression().fit(pca.transform(X_train), y_train)
for name, (Xp, yp) in parts.items():
    print(f"R2 {name}: {lin.score(pca.transform(Xp), yp):.3f}")
