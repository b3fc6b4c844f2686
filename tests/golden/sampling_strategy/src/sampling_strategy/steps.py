"""Steps of the job How to use sampling strategy in imbalanced-learn, in the order of the notebook."""

import matplotlib.pyplot as plt
import seaborn as sns
from imblearn.datasets import make_imbalance
from imblearn.over_sampling import RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler, TomekLinks
from sklearn.datasets import load_iris

from sampling_strategy.lib import ratio_multiplier


def set_context() -> None:
    """Set context."""
    # cell 2
    print("Automatically created module for IPython interactive environment")

    sns.set_context("poster")


def create_imbalanced_dataset():
    """Create an imbalanced dataset."""
    # cell 3
    iris = load_iris(as_frame=True)

    sampling_strategy = {0: 10, 1: 20, 2: 47}
    X, y = make_imbalance(iris.data, iris.target, sampling_strategy=sampling_strategy)
    return iris, X, y


def plot_autopct(iris, y) -> str:
    """Plot autopct."""
    # cell 4
    fig, axs = plt.subplots(ncols=2, figsize=(10, 5))
    autopct = "%.2f"
    iris.target.value_counts().plot.pie(autopct=autopct, ax=axs[0])
    axs[0].set_title("Original")
    y.value_counts().plot.pie(autopct=autopct, ax=axs[1])
    axs[1].set_title("Imbalanced")
    fig.tight_layout()
    plt.close("all")
    return autopct


def sample_strategy_float(y, X):
    """Sampling strategy as a float."""
    # cell 5
    # select only 2 classes since the ratio make sense in this case
    binary_mask = y.isin([0, 1])
    binary_y = y[binary_mask]
    binary_X = X[binary_mask]
    return binary_y, binary_X


def plot_under_sampling(binary_X, binary_y, autopct: str) -> None:
    """Plot under sampling."""
    # cell 6
    sampling_strategy = 0.8
    rus = RandomUnderSampler(sampling_strategy=sampling_strategy)
    X_res, y_res = rus.fit_resample(binary_X, binary_y)
    ax = y_res.value_counts().plot.pie(autopct=autopct)
    _ = ax.set_title("Under-sampling")
    plt.close("all")

    # cell 7
    ros = RandomOverSampler(sampling_strategy=sampling_strategy)
    X_res, y_res = ros.fit_resample(binary_X, binary_y)
    ax = y_res.value_counts().plot.pie(autopct=autopct)
    _ = ax.set_title("Over-sampling")
    plt.close("all")


def sample_strategy_str(X, y, autopct: str) -> None:
    """Sampling strategy as a str."""
    # cell 8
    sampling_strategy = "not minority"

    fig, axs = plt.subplots(ncols=2, figsize=(10, 5))
    rus = RandomUnderSampler(sampling_strategy=sampling_strategy)
    X_res, y_res = rus.fit_resample(X, y)
    y_res.value_counts().plot.pie(autopct=autopct, ax=axs[0])
    axs[0].set_title("Under-sampling")

    sampling_strategy = "not majority"
    ros = RandomOverSampler(sampling_strategy=sampling_strategy)
    X_res, y_res = ros.fit_resample(X, y)
    y_res.value_counts().plot.pie(autopct=autopct, ax=axs[1])
    _ = axs[1].set_title("Over-sampling")
    plt.close("all")

    # cell 9
    sampling_strategy = "not minority"
    tl = TomekLinks(sampling_strategy=sampling_strategy)
    X_res, y_res = tl.fit_resample(X, y)
    ax = y_res.value_counts().plot.pie(autopct=autopct)
    _ = ax.set_title("Cleaning")
    plt.close("all")


def sample_strategy_dict(X, y, autopct: str) -> None:
    """Sampling strategy as a dict."""
    # cell 10
    fig, axs = plt.subplots(ncols=2, figsize=(10, 5))

    sampling_strategy = {0: 10, 1: 15, 2: 20}
    rus = RandomUnderSampler(sampling_strategy=sampling_strategy)
    X_res, y_res = rus.fit_resample(X, y)
    y_res.value_counts().plot.pie(autopct=autopct, ax=axs[0])
    axs[0].set_title("Under-sampling")

    sampling_strategy = {0: 25, 1: 35, 2: 47}
    ros = RandomOverSampler(sampling_strategy=sampling_strategy)
    X_res, y_res = ros.fit_resample(X, y)
    y_res.value_counts().plot.pie(autopct=autopct, ax=axs[1])
    _ = axs[1].set_title("Under-sampling")
    plt.close("all")


def sample_strategy_list(X, y, autopct: str) -> None:
    """Sampling strategy as a list."""
    # cell 11
    sampling_strategy = [0, 1, 2]
    tl = TomekLinks(sampling_strategy=sampling_strategy)
    X_res, y_res = tl.fit_resample(X, y)
    ax = y_res.value_counts().plot.pie(autopct=autopct)
    _ = ax.set_title("Cleaning")
    plt.close("all")


def sample_strategy_callable(X, y, autopct: str) -> None:
    """Sampling strategy as a callable."""
    # cell 12
    X_res, y_res = RandomUnderSampler(sampling_strategy=ratio_multiplier).fit_resample(X, y)
    ax = y_res.value_counts().plot.pie(autopct=autopct)
    ax.set_title("Under-sampling")
    plt.show()
    plt.close("all")
