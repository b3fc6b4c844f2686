# finds: LEAK704
# %%
import pandas as pd
import seaborn as sns
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

ames = pd.read_csv("AmesHousing.csv").select_dtypes("number").fillna(0)
plt_corr = sns.heatmap(ames.corr(), square=True)
# %%
corr = ames.corr()["SalePrice"].abs()  # <-- LEAK704?
top = corr[corr > 0.5].index.drop("SalePrice")  # <-- LEAK704?
print(len(top), "features correlate with the price")
# %%
X = ames[top]  # <-- LEAK704
y = ames["SalePrice"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
lr = LinearRegression().fit(X_train, y_train)
print(r2_score(y_test, lr.predict(X_test)))
