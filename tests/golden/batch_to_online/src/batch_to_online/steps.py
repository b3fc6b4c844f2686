"""Steps of the job From batch to online/stream, in the order of the notebook."""

import numpy as np
from river import compat, compose, optim, stream
from sklearn import datasets, metrics, model_selection, pipeline


def summarize_quick_batch_learning():
    """A quick overview of batch learning."""
    # cell 1
    from sklearn import linear_model
    from sklearn import preprocessing

    # Load the data
    dataset = datasets.load_breast_cancer()
    X, y = dataset.data, dataset.target

    # Define the steps of the model
    model = pipeline.Pipeline([
        ('scale', preprocessing.StandardScaler()),
        ('lin_reg', linear_model.LogisticRegression(solver='lbfgs'))
    ])

    # Define a deterministic cross-validation procedure
    cv = model_selection.KFold(n_splits=5, shuffle=True, random_state=42)

    # Compute the MSE values
    scorer = metrics.make_scorer(metrics.roc_auc_score)
    scores = model_selection.cross_val_score(model, X, y, scoring=scorer, cv=cv)

    # Display the average score and its standard deviation
    print(f'ROC AUC: {scores.mean():.3f} (± {scores.std():.3f})')
    return dataset, X, y, cv, scorer


def introduce_hands_incremental_learning(X, y, dataset) -> None:
    """A hands-on introduction to incremental learning."""
    # cell 2
    for xi, yi in zip(X, y):
        # This is where the model learns
        pass

    # cell 3
    xi

    # cell 4
    for xi, yi in zip(X, y):
        xi = dict(zip(dataset.feature_names, xi))
        pass

    xi


def report_mean(dataset, X) -> None:
    """Report mean."""
    # cell 5
    for xi, yi in stream.iter_sklearn_dataset(datasets.load_breast_cancer()):
        pass

    # cell 6
    n, mean, sum_of_squares, variance = 0, 0, 0, 0

    for xi, yi in stream.iter_sklearn_dataset(datasets.load_breast_cancer()):
        n += 1
        old_mean = mean
        mean += (xi['mean area'] - mean) / n
        sum_of_squares += (xi['mean area'] - old_mean) * (xi['mean area'] - mean)
        variance = sum_of_squares / n
    print(f'Running mean: {mean:.3f}')
    print(f'Running variance: {variance:.3f}')

    # cell 7
    i = list(dataset.feature_names).index('mean area')
    print(f'True mean: {np.mean(X[:, i]):.3f}')
    print(f'True variance: {np.var(X[:, i]):.3f}')


def load_preprocessing():
    """Load preprocessing."""
    # cell 8
    from river import preprocessing

    scaler = preprocessing.StandardScaler()

    for xi, yi in stream.iter_sklearn_dataset(datasets.load_breast_cancer()):
        scaler.learn_one(xi)
    return preprocessing


def evaluate_linear_model(preprocessing):
    """Evaluate linear model."""
    # cell 9
    from river import linear_model

    scaler = preprocessing.StandardScaler()
    optimizer = optim.SGD(lr=0.01)
    log_reg = linear_model.LogisticRegression(optimizer)

    y_true = []
    y_pred = []

    for xi, yi in stream.iter_sklearn_dataset(datasets.load_breast_cancer(), shuffle=True, seed=42):
    
        # Scale the features
        scaler.learn_one(xi)
        xi_scaled = scaler.transform_one(xi)
    
        # Test the current model on the new "unobserved" sample
        yi_pred = log_reg.predict_proba_one(xi_scaled)
        # Train the model with the new sample
        log_reg.learn_one(xi_scaled, yi)
    
        # Store the truth and the prediction
        y_true.append(yi)
        y_pred.append(yi_pred[True])
    print(f'ROC AUC: {metrics.roc_auc_score(y_true, y_pred):.3f}')
    return linear_model


def fit_scores(preprocessing, linear_model, X, y, scorer, cv) -> None:
    """Fit scores."""
    # cell 10
    # We define a Pipeline, exactly like we did earlier for sklearn 
    model = compose.Pipeline(
        ('scale', preprocessing.StandardScaler()),
        ('log_reg', linear_model.LogisticRegression())
    )

    # We make the Pipeline compatible with sklearn
    model = compat.convert_river_to_sklearn(model)

    # We compute the CV scores using the same CV scheme and the same scoring
    scores = model_selection.cross_val_score(model, X, y, scoring=scorer, cv=cv)

    # Display the average score and its standard deviation
    print(f'ROC AUC: {scores.mean():.3f} (± {scores.std():.3f})')
