"""The job Customer churn."""
