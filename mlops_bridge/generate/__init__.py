"""Files made from what a notebook says: dependency file, service, schema, model card."""
