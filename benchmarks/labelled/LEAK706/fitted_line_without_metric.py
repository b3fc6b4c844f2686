# silent: LEAK706
# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import PolynomialFeatures

pos = pd.read_csv("Position_Salaries.csv")
X = pos[["Level"]].values
y = pos["Salary"].values
# %%
poly = PolynomialFeatures(degree=4)
lin = LinearRegression().fit(poly.fit_transform(X), y)
# %%
grid = np.arange(X.min(), X.max(), 0.1).reshape(-1, 1)
plt.scatter(X, y, color="red")
plt.plot(X, lin.predict(poly.transform(X)), color="grey")
plt.plot(grid, lin.predict(poly.transform(grid)), color="blue")
plt.title("Truth or bluff")
plt.show()
