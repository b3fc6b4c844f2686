"""Steps of the demo job, in the order of the notebook."""

import csv


def load_rows(data_path):
    """Load the rows."""
    # cell 3
    with open(data_path) as file:
        rows = list(csv.DictReader(file))
    return rows  # noqa: RET504 - as the converter writes it


def evaluate(rows, threshold):
    """Evaluation."""
    # cell 4
    hits = [float(row["spend"]) / 100 > threshold for row in rows]
    accuracy = sum(hits) / len(rows)
    print(f"accuracy: {accuracy:.3f}")
    with open("report.txt", "w") as report:
        report.write(f"{accuracy:.3f}\n")
    return accuracy
