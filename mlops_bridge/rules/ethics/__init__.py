"""Rules about people the model is about."""
