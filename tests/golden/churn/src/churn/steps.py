"""Steps of the job Customer churn, in the order of the notebook."""

import os
import pickle

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from churn import lib
from churn import tracking
from churn.lib import (
    Contact,
    CrmClient,
    build_matrix,
    campaign_cost,
    evaluate,
    lift,
    spend_band,
    tenure_group,
)

pd.set_option("display.max_columns", 20)  # tables print as in the notebook


def set_up_session() -> None:
    """Set up session."""
    # cell 4
    np.random.seed(42)
    pd.set_option("display.max_columns", 20)
    plt.rcParams["figure.figsize"] = (7, 3.5)


def load_data(data_path: str):
    """Load the data."""
    # cell 5
    df = pd.read_csv(data_path)

    if os.path.exists("/home/maria/projects/churn/data/customers_backup.csv"):
        backup = pd.read_csv("/home/maria/projects/churn/data/customers_backup.csv")
        df = pd.concat([df, backup], ignore_index=True)
        print("backup rows:", len(backup))

    print(df.shape)

    # cell 7
    df.info()
    return df


def clean_data(df):
    """Data cleaning."""
    # cell 9
    print("rows before:", len(df))
    print("duplicates:", df.duplicated().sum())
    df = df.drop_duplicates()
    df = df[df["monthly_spend"] > 0]
    df = df.reset_index(drop=True)
    print("rows after:", len(df))

    # cell 10
    df["plan"] = df["plan"].str.strip().str.lower()
    df["signup_date"] = pd.to_datetime(df["signup_date"])
    df["last_login"] = pd.to_datetime(df["last_login"])
    df["churned"] = df["churned"].map({"yes": 1, "no": 0})
    df["paperless"] = df["paperless"].apply(lambda answer: 1 if answer == "yes" else 0)
    print(df["plan"].value_counts())

    # cell 11
    missing = df.isna().sum()
    missing = missing[missing > 0].sort_values(ascending=False)
    for column, count in missing.items():
        print(f"{column:12s} {count:4d} missing ({count / len(df):.1%})")
    print("checked up to", column)
    return df


def clean_snapshot(df, snapshot_date: str):
    """Clean snapshot."""
    # cell 12
    df["age"] = df["age"].fillna(df["age"].median())
    df.fillna({"region": "unknown"}, inplace=True)
    # total is roughly monthly spend times months as a customer
    snapshot = pd.to_datetime(snapshot_date)
    df["months"] = ((snapshot - df["signup_date"]).dt.days / 30.44).round(1)
    df["total_spend"] = df["total_spend"].fillna(df["monthly_spend"] * df["months"])
    return df, snapshot


def explore(df) -> None:
    """Exploration."""
    # cell 13
    print("churn rate:", round(df["churned"].mean(), 3))
    df["churned"].value_counts().plot.bar(color=["steelblue", "indianred"])
    plt.title("Customers who stayed (0) and left (1)")
    plt.show()
    plt.close("all")

    # cell 14
    fig, axes = plt.subplots(1, 3, figsize=(12, 3))
    for ax, column in zip(axes, ["months", "monthly_spend", "age"]):
        ax.hist(df.loc[df["churned"] == 0, column], bins=25, alpha=0.6, label="stayed")
        ax.hist(df.loc[df["churned"] == 1, column], bins=25, alpha=0.6, label="left")
        ax.set_xlabel(column)
    axes[0].legend()
    plt.tight_layout()
    plt.show()
    plt.close("all")

    # cell 15
    by_contract = df.groupby("contract")["churned"].mean().sort_values()
    by_contract.plot.barh(title="Churn rate by contract")
    plt.xlabel("share of customers who left")
    plt.show()
    plt.close("all")

    for key in ["plan", "payment_method", "region"]:
        rate = df.groupby(key)["churned"].mean()
        print(key, "-", ", ".join(f"{value} {share:.1%}" for value, share in rate.items()))
    plt.close("all")

    # cell 16
    by_calls = df.groupby("support_calls")["churned"].agg(["mean", "count"])
    plt.bar(by_calls.index, by_calls["mean"])
    plt.xlabel("support calls in the last quarter")
    plt.ylabel("churn rate")
    plt.title("People who call support leave")
    plt.show()
    plt.close("all")

    # cell 17
    # when did the ones who left sign up?
    by_year = df.groupby([df["signup_date"].dt.year, "plan"])["churned"].mean().unstack()
    by_year.plot(marker="o")
    plt.ylabel("churn rate")
    plt.show()
    plt.close("all")
    # plt.savefig("churn_by_year.png")
    plt.close("all")

    # cell 18
    numbers = df.select_dtypes("number")
    corr = numbers.corr()["churned"].drop("churned").sort_values()
    print(corr.round(3))


def engineer_features(df, snapshot):
    """Feature engineering."""
    # cell 19
    lib.spend_limits = [20, 40]

    df["band"] = df.apply(spend_band, axis=1)

    # cell 20
    df["idle_days"] = (snapshot - df["last_login"]).dt.days
    df["calls_per_month"] = df["support_calls"] / df["months"].clip(lower=1)
    df["is_new"] = (df["months"] < 12).astype(int)
    df["tenure"] = df["months"].apply(tenure_group)
    df["pays_late"] = df["late_payments"].apply(lambda n: int(n > 0))
    print(df.groupby("tenure")["churned"].agg(["mean", "count"]).round(3))

    # cell 21
    features = [
        "months", "monthly_spend", "total_spend", "discount_pct", "devices",
        "support_calls", "idle_days", "paperless", "age",
    ]
    categories = ["plan", "contract", "payment_method", "gender", "region"]

    X = build_matrix(df, features=features, categories=categories)
    y = df["churned"]
    print(X.shape, "features:", len(features), "numeric,", len(categories), "categorical")
    return df, features, categories, X, y


def split_train_test(X, y, test_size: float):
    """Train/test split."""
    # cell 22
    scaler = StandardScaler()
    X = scaler.fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size)
    print("train", X_train.shape, "test", X_test.shape)
    print("churn rate train %.3f test %.3f" % (y_train.mean(), y_test.mean()))
    return scaler, X_train, X_test, y_train, y_test


def train_baseline_model(y_test, COSTS: dict[str, int]) -> None:
    """Baseline model."""
    # cell 24
    nobody = np.zeros(len(y_test), dtype=int)
    print("nobody leaves: accuracy", round(accuracy_score(y_test, nobody), 4))
    print("nobody leaves: cost", campaign_cost(y_test, nobody, COSTS=COSTS))


def fit_results(
    X_train,
    y_train,
    X_test,
    y_test,
    COSTS: dict[str, int],
    THRESHOLD: float,
    df,
    categories: list,
    features,
) -> list:
    """Fit results."""
    # cell 25
    results = []

    # scaled inputs, so the default solver is fine
    model = LogisticRegression(max_iter=1000)
    model.fit(X_train, y_train)
    tracking.model("model", model, X_train)
    results.append(evaluate("logistic", model, X_test, y_test, THRESHOLD=THRESHOLD, COSTS=COSTS))

    weights = pd.Series(model.coef_[0], index=build_matrix(df, features=features, categories=categories).columns)
    weights = weights.sort_values(key=abs, ascending=False)
    print(weights.head(8).round(3))
    return results


def tune_hyper_parameters(X_train, y_train, y_test, X_test):
    """Hyper-parameter search."""
    # cell 26
    best_auc = 0
    best_params = None
    for depth in [4, 8, 12]:
        for leaf in [1, 5, 20]:
            model = RandomForestClassifier(n_estimators=60, max_depth=depth, min_samples_leaf=leaf)
            model.fit(X_train, y_train)
            auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
            print(f"depth {depth:2d}  leaf {leaf:2d}  auc {auc:.4f}")
            if auc > best_auc:
                best_auc = auc
                best_params = {"max_depth": depth, "min_samples_leaf": leaf}
            tracking.trial({"depth": depth, "leaf": leaf}, auc=auc)

    print("best:", best_params, round(best_auc, 4))
    print("deepest tree tried:", depth)

    # cell 27
    grid = []
    for rate in [0.03, 0.1, 0.3]:
        for trees in [50, 100]:
            model = GradientBoostingClassifier(learning_rate=rate, n_estimators=trees, random_state=0)
            model.fit(X_train, y_train)
            auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
            grid.append({"rate": rate, "trees": trees, "auc": auc})
            print(rate, trees, round(auc, 4))
            if auc > best_auc:
                best_auc = auc
                best_rate, best_trees = rate, trees
            tracking.trial({"rate": rate, "trees": trees}, auc=auc)

    grid = pd.DataFrame(grid)
    grid.sort_values("auc", ascending=False)
    return best_params, grid


def plot_boosting_auc_by(grid) -> None:
    """Plot boosting auc by."""
    # cell 28
    grid.pivot(index="rate", columns="trees", values="auc").plot.bar(ylim=(0.7, 0.9))
    plt.title("Boosting: AUC by learning rate and number of trees")
    plt.show()
    plt.close("all")


def train_model(
    features,
    scaler: StandardScaler,
    df,
    categories: list,
    y,
    test_size: float,
    results: list,
    COSTS: dict[str, int],
    THRESHOLD: float,
    n_estimators: int,
    best_params,
):
    """Final model."""
    # cell 29
    features = features + ["late_payments", "calls_per_month", "is_new", "pays_late"]
    X = scaler.fit_transform(build_matrix(df, features=features, categories=categories))
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=test_size, random_state=7)
    print(X_train.shape, X_test.shape)

    # cell 30
    model = LogisticRegression(max_iter=1000)
    model.fit(X_train, y_train)
    tracking.model("model_2", model, X_train)
    results.append(evaluate("logistic, all features", model, X_test, y_test, THRESHOLD=THRESHOLD, COSTS=COSTS))

    model = RandomForestClassifier(n_estimators=n_estimators, **best_params)
    model.fit(X_train, y_train)
    tracking.model("model_3", model, X_train)
    results.append(evaluate("forest", model, X_test, y_test, THRESHOLD=THRESHOLD, COSTS=COSTS))
    return features, X, X_test, y_test, model, results


def evaluate_table(results: list) -> None:
    """Evaluation."""
    # cell 31
    table = pd.DataFrame(results)
    table["rank"] = table["auc"].rank(ascending=False).astype(int)
    print("best so far:", table.loc[table["auc"].idxmax(), "model"])


def evaluate_proba(X_test, model, y_test, THRESHOLD: float, COSTS: dict[str, int]):
    """Evaluate proba."""
    # cell 32
    proba = model.predict_proba(X_test)[:, 1]
    print(confusion_matrix(y_test, (proba > THRESHOLD).astype(int)))

    # where would the threshold be if only money counted?
    cuts = np.arange(0.05, 0.95, 0.05)
    money = [campaign_cost(y_test, (proba > cut).astype(int), COSTS=COSTS) for cut in cuts]
    cheapest = cuts[int(np.argmin(money))]
    plt.plot(cuts, money, marker=".")
    plt.axvline(cheapest, color="grey", linestyle="--")
    plt.xlabel("threshold")
    plt.ylabel("campaign cost (EUR)")
    plt.show()
    plt.close("all")
    print("cheapest threshold: %.2f at %d EUR" % (cheapest, min(money)))

    for share in (0.05, 0.1, 0.2):
        print(f"lift of the riskiest {share:.0%}: {lift(y_test, proba, share):.2f}")
    plt.close("all")
    return proba


def plot_what_the_forest(df, categories: list, features, model):
    """Plot what the forest."""
    # cell 33
    names = build_matrix(df, features=features, categories=categories).columns
    importance = pd.Series(model.feature_importances_, index=names).sort_values()
    importance.tail(12).plot.barh()
    plt.title("What the forest looks at")
    plt.tight_layout()
    plt.close("all")
    return names


def save_model(model, names, df, X, THRESHOLD: float):
    """Save the model."""
    # cell 34
    with open("churn_model.pkl", "wb") as f:
        pickle.dump(model, f)
    print("saved", type(model).__name__, "with", len(names), "inputs")

    # cell 35
    df["score"] = model.predict_proba(X)[:, 1].round(4)
    df["at_risk"] = df["score"].apply(lambda p: p > THRESHOLD)
    scores = df[["customer_id", "score", "at_risk", "band"]]
    scores = scores.sort_values(["score", "customer_id"], ascending=[False, True])
    scores.to_csv("churn_scores.csv", index=False)
    print(len(scores), "scores written,", int(scores["at_risk"].sum()), "customers at risk")
    return df


def push_scores_crm(df, call_list_size: int) -> None:
    """Push scores to the CRM."""
    # cell 37
    crm = CrmClient("etl_user", os.environ["CRM_CLIENT_PASSWORD"])

    # the ones who already left need no call
    leaving = df[df["churned"] == 0].sort_values(["score", "customer_id"], ascending=[False, True])
    top = leaving.head(call_list_size)
    sent = 0
    for start in range(0, len(top), 50):
        batch = [
            Contact(row.customer_id, row.score, row.band)
            for row in top.iloc[start:start + 50].itertuples()
        ]
        sent += crm.push(batch)
        print("batch from", start, "-", len(batch), "contacts")

    print("pushed", sent, "contacts as", crm.user)
    print("lowest score on the list:", crm.contacts[-1].score)
