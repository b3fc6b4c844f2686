# silent: LEAK708
# %%
import joblib
import pandas as pd
from sklearn.cluster import MiniBatchKMeans
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

listens = pd.read_parquet("user_genres.parquet")
pipe = make_pipeline(StandardScaler(), MiniBatchKMeans(n_clusters=12, random_state=0, n_init=3))
pipe.fit(listens)
# %%
listens["cluster"] = pipe.predict(listens)
print(listens["cluster"].value_counts())
joblib.dump(pipe, "clusters.joblib")
