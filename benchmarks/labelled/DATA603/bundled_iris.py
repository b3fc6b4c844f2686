# silent: DATA603
# %%
import seaborn as sns
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
# %%
iris = load_iris(as_frame=True)
df = iris.frame
sns.pairplot(df, hue="target", height=1.8)
# %%
lr = LogisticRegression(max_iter=500)
print(cross_val_score(lr, iris.data, iris.target, cv=10).mean())
lr.fit(iris.data, iris.target)
