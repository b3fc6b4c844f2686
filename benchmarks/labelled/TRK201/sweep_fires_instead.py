# silent: TRK201
# %%
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
# %%
iris = pd.read_csv("iris.csv")
Xtr, Xte, ytr, yte = train_test_split(iris.iloc[:, :4], iris["species"], random_state=2)
# %%
for k in [1, 3, 5, 7, 9]:
    knn = KNeighborsClassifier(n_neighbors=k)
    knn.fit(Xtr, ytr)
    print(k, accuracy_score(yte, knn.predict(Xte)))
