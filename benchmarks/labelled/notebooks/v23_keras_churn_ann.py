# notebook
# %% [markdown]
# # Bank churn with an ANN
# %%
import numpy as np
import pandas as pd
import matplotlib.pyplot as plt
import seaborn as sns
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense, Dropout, BatchNormalization
from tensorflow.keras.callbacks import EarlyStopping, ModelCheckpoint
# %%
dataset = pd.read_csv('Churn_Modelling.csv')
dataset.head()
# %%
dataset.info()
dataset['Exited'].value_counts()
# %%
fig, ax = plt.subplots(1, 2, figsize=(12, 4))
sns.boxplot(x='Exited', y='Age', data=dataset, ax=ax[0])
sns.countplot(x='Geography', hue='Exited', data=dataset, ax=ax[1])
# %%
sns.heatmap(dataset.select_dtypes('number').corr(), cmap='Blues')
# %% [markdown]
# ## Preprocessing
# %%
X = dataset.iloc[:, 3:-1].values
y = dataset.iloc[:, -1].values
print(X[:2])
# %%
from sklearn.preprocessing import LabelEncoder, OneHotEncoder, StandardScaler
from sklearn.compose import ColumnTransformer
le = LabelEncoder()
X[:, 2] = le.fit_transform(X[:, 2]) # <-- LEAK701
# %%
ct = ColumnTransformer(transformers=[('encoder', OneHotEncoder(), [1])], remainder='passthrough')
X = np.array(ct.fit_transform(X)) # <-- LEAK701
X.shape
# %%
from sklearn.model_selection import train_test_split
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
# %%
sc = StandardScaler()
X_train = sc.fit_transform(X_train)
X_test = sc.transform(X_test)
# %% [markdown]
# ## The network
# %%
def build(n_in):
    model = Sequential()
    model.add(Dense(32, activation='relu', input_shape=(n_in,)))
    model.add(BatchNormalization())
    model.add(Dropout(0.3))
    model.add(Dense(16, activation='relu'))
    model.add(Dense(1, activation='sigmoid'))
    model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
    return model

ann = build(X_train.shape[1])
ann.summary()
# %%
early = EarlyStopping(monitor='val_loss', patience=10, restore_best_weights=True) # <-- LEAK707?
history = ann.fit(X_train, y_train, validation_data=(X_test, y_test), batch_size=32, epochs=200, callbacks=[early], verbose=0) # <-- LEAK707
# %%
hist = pd.DataFrame(history.history)
hist[['loss', 'val_loss']].plot()
hist[['accuracy', 'val_accuracy']].plot()
# %%
loss, acc = ann.evaluate(X_test, y_test) # <-- LEAK707?
print(f'test accuracy {acc:.3f}')
# %%
y_pred = (ann.predict(X_test) > 0.5).astype(int)
from sklearn.metrics import confusion_matrix, accuracy_score
cm = confusion_matrix(y_test, y_pred) # <-- LEAK707?
sns.heatmap(cm, annot=True, fmt='d')
# %%
ann.save('ann.h5')
