"""The job How to use sampling strategy in imbalanced-learn."""
