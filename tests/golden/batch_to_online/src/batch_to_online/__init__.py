"""The job From batch to online/stream."""
