# notebook
# %% [markdown]
# # Telco customer churn: EDA and prediction
# %%
import pandas as pd
import numpy as np
import missingno as msno
import matplotlib.pyplot as plt
import seaborn as sns
import plotly.express as px
import plotly.graph_objects as go
import warnings
warnings.filterwarnings('ignore')
# %%
from sklearn.preprocessing import StandardScaler
from sklearn.preprocessing import LabelEncoder
from sklearn.tree import DecisionTreeClassifier
from sklearn.ensemble import RandomForestClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn import metrics
from sklearn.metrics import recall_score, confusion_matrix, precision_score, f1_score, accuracy_score, classification_report
# %%
df = pd.read_csv('../input/WA_Fn-UseC_-Telco-Customer-Churn.csv')
df.head()
# %%
df.shape
# %%
df.info()
df.columns.values
# %%
df = df.drop(['customerID'], axis=1)
df['TotalCharges'] = pd.to_numeric(df.TotalCharges, errors='coerce')
df.isnull().sum()
# %%
df[np.isnan(df['TotalCharges'])]
# %%
df.drop(labels=df[df['tenure'] == 0].index, axis=0, inplace=True)
df[df['tenure'] == 0].index
# %% [markdown]
# To solve the problem of missing values in TotalCharges I fill it with the mean.
# %%
df = df.fillna(df["TotalCharges"].mean())  # <-- LEAK702
df["SeniorCitizen"] = df["SeniorCitizen"].map({0: "No", 1: "Yes"})
df["InternetService"].describe(include=['object', 'bool'])
# %%
numerical_cols = ['tenure', 'MonthlyCharges', 'TotalCharges']
df[numerical_cols].describe()
# %% [markdown]
# ## Visualisation
# %%
g_labels = ['Male', 'Female']
fig = go.Figure(data=[go.Pie(labels=g_labels, values=df['gender'].value_counts(), hole=.4)])
fig.update_layout(title_text="Gender")
fig.show()
# %%
fig = px.histogram(df, x="Churn", color="Contract", barmode="group", title="<b>Contract distribution<b>")
fig.update_layout(width=700, height=500, bargap=0.1)
fig.show()
# %%
sns.set_context("paper", font_scale=1.1)
ax = sns.kdeplot(df.MonthlyCharges[(df["Churn"] == 'No')], color="Red", fill=True)
ax = sns.kdeplot(df.MonthlyCharges[(df["Churn"] == 'Yes')], ax=ax, color="Blue", fill=True)
ax.legend(["Not Churn", "Churn"], loc='upper right')
# %%
plt.figure(figsize=(25, 10))
corr = df.apply(lambda x: pd.factorize(x)[0]).corr()
mask = np.triu(np.ones_like(corr, dtype=bool))
ax = sns.heatmap(corr, mask=mask, annot=True, linewidths=.2, cmap='coolwarm', vmin=-1, vmax=1)
# %% [markdown]
# ## Preprocessing
# %%
def object_to_int(dataframe_series):
    if dataframe_series.dtype == 'object':
        dataframe_series = LabelEncoder().fit_transform(dataframe_series)  # <-- LEAK701
    return dataframe_series

df = df.apply(lambda x: object_to_int(x))  # <-- LEAK701?
df.head()
# %%
plt.figure(figsize=(14, 7))
df.corr()['Churn'].sort_values(ascending=False)
# %%
X = df.drop(columns=['Churn'])
y = df['Churn'].values
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.30, random_state=40, stratify=y)
# %%
df_std = pd.DataFrame(StandardScaler().fit_transform(df[numerical_cols].astype('float64')), columns=numerical_cols)
for feat in numerical_cols:
    plt.figure()
    sns.histplot(df_std[feat])
# %%
scaler = StandardScaler()
X_train[numerical_cols] = scaler.fit_transform(X_train[numerical_cols])
X_test[numerical_cols] = scaler.transform(X_test[numerical_cols])
# %% [markdown]
# ## KNN
# %%
knn_model = KNeighborsClassifier(n_neighbors=11)
knn_model.fit(X_train, y_train)
predicted_y = knn_model.predict(X_test)
accuracy_knn = knn_model.score(X_test, y_test)  # <-- LEAK707?
print("KNN accuracy:", accuracy_knn)
print(classification_report(y_test, predicted_y))  # <-- LEAK707?
# %% [markdown]
# ## Random forest
# %%
model_rf = RandomForestClassifier(n_estimators=500, n_jobs=-1, random_state=50, max_leaf_nodes=30)
model_rf.fit(X_train, y_train)
prediction_test = model_rf.predict(X_test)
print(metrics.accuracy_score(y_test, prediction_test))  # <-- LEAK707
# %%
plt.figure(figsize=(4, 3))
sns.heatmap(confusion_matrix(y_test, prediction_test), annot=True, fmt="d")  # <-- LEAK707?
plt.title("RANDOM FOREST CONFUSION MATRIX", fontsize=14)
plt.show()
# %%
lr_model = LogisticRegression()
lr_model.fit(X_train, y_train)
accuracy_lr = lr_model.score(X_test, y_test)  # <-- LEAK707?
print("Logistic Regression accuracy is :", accuracy_lr)
# %%
# dt_model = DecisionTreeClassifier()
# dt_model.fit(X_train, y_train)
