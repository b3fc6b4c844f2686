# finds: LEAK704
# %%
import pandas as pd
import matplotlib.pyplot as plt
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis as LDA
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

wine = pd.read_csv("Wine.csv")
X = wine.iloc[:, :-1].values
y = wine.iloc[:, -1].values
# %%
lda = LDA(n_components=2)
X2 = lda.fit_transform(X, y)  # <-- LEAK704
plt.scatter(X2[:, 0], X2[:, 1], c=y)
# %%
X_train, X_test, y_train, y_test = train_test_split(X2, y, test_size=0.2, random_state=0)
knn = KNeighborsClassifier().fit(X_train, y_train)
print(accuracy_score(y_test, knn.predict(X_test)))
