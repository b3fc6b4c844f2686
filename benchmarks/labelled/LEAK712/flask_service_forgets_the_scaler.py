# finds: LEAK712
# %%
import joblib
import pandas as pd
from flask import Flask, jsonify, request
from sklearn.neural_network import MLPRegressor
from sklearn.preprocessing import RobustScaler

houses = pd.read_csv("houses_train.csv")
holdout = pd.read_csv("houses_holdout.csv")
cols = ["sqm", "rooms", "year"]
rs = RobustScaler().fit(houses[cols])
mlp = MLPRegressor((32, 16), max_iter=3000, random_state=0).fit(rs.transform(houses[cols]), houses["price"])
print("R2", mlp.score(rs.transform(holdout[cols]), holdout["price"]))
# %%
app = Flask(__name__)


@app.route("/predict", methods=["POST"])
def predict():
    row = pd.DataFrame([request.get_json()])[cols]
    return jsonify(price=float(mlp.predict(row)[0]))  # <-- LEAK712


app.run(port=5000)
