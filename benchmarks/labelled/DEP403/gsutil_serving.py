# finds: DEP403
# %%
import tensorflow as tf
import pandas as pd
# %%
d = pd.read_csv("ctr.csv")
y = d.pop("clicked")
m = tf.keras.Sequential([tf.keras.layers.Dense(32, "relu"), tf.keras.layers.Dense(1, "sigmoid")])
m.compile("adam", "binary_crossentropy", metrics=["AUC"])
m.fit(d, y, epochs=3, validation_split=0.2)
# %%
m.save("ctr_model.keras")
!gsutil cp ctr_model.keras gs://acme-serving/ctr/ctr_model.keras  # <-- DEP403
