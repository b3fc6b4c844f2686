# finds: TRK202
# %%
import pandas as pd
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
# %%
cust = pd.read_csv("segments.csv")
X = cust[["recency", "frequency", "monetary"]]
X_train, X_test, y_train, y_test = train_test_split(X, cust.segment, random_state=0)
# %%
# which k is best?
for k in [3, 5, 7, 11, 15]:  # <-- TRK202
    knn = KNeighborsClassifier(n_neighbors=k)
    knn.fit(X_train, y_train)  # <-- TRK202?
    acc = accuracy_score(y_test, knn.predict(X_test))
    print("k =", k, "acc =", acc)
# k=7 looks good (0.913)
