# finds: LEAK708
# %%
import pandas as pd
import wandb
from catboost import CatBoostClassifier

run = wandb.init(project="fraud", config={"depth": 6, "iterations": 500})
claims = pd.read_parquet("s3://claims/2023.parquet")
claims["amount"].plot.hist(bins=50)
# %%
cb = CatBoostClassifier(depth=run.config.depth, iterations=run.config.iterations, verbose=100)
cb.fit(claims[["amount", "age", "n_prior"]], claims["fraud"])  # <-- LEAK708
# %%
cb.save_model("fraud.cbm")  # <-- LEAK708?
art = wandb.Artifact("fraud-model", type="model")
art.add_file("fraud.cbm")
run.log_artifact(art)  # <-- LEAK708?
run.finish()
