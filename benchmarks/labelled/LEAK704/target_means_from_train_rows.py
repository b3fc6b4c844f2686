# silent: LEAK704
# %%
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

beers = pd.read_csv("beer_reviews.csv").dropna()
train, test = train_test_split(beers, test_size=0.2, random_state=4)
# %%
overall = train["review_overall"].mean()
style_mean = train.groupby("beer_style")["review_overall"].mean()
for part in (train, test):
    print(len(part))
X_train = pd.DataFrame({"abv": train["beer_abv"], "style": train["beer_style"].map(style_mean)})
X_test = pd.DataFrame({"abv": test["beer_abv"], "style": test["beer_style"].map(style_mean).fillna(overall)})
# %%
ridge = Ridge().fit(X_train, train["review_overall"])
print(mean_absolute_error(test["review_overall"], ridge.predict(X_test)))
