"""Write `customers.csv`, the made-up subscribers of the churn notebook.

No person stands behind a row. The file is a function of the seed alone, so running
the script again gives the same bytes:

    python make_data.py [PATH]
"""

from __future__ import annotations

import csv
import io
import math
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

SEED = 2023
CUSTOMERS = 6000
REPEATED = 60
SNAPSHOT = date(2023, 6, 30)
OPENING = date(2018, 1, 1)

PRICES = {"basic": 14.0, "standard": 29.0, "premium": 54.0}
REGIONS = ["north", "south", "east", "west", "centre"]
COLUMNS = [
    "customer_id", "signup_date", "last_login", "plan", "contract", "payment_method",
    "monthly_spend", "total_spend", "discount_pct", "devices", "support_calls",
    "late_payments", "paperless", "age", "gender", "region", "churned",
]  # fmt: skip


def pick(rng: Random, weights: dict[str, float]) -> str:
    """Draw one key in proportion to its weight."""
    return rng.choices(list(weights), list(weights.values()))[0]


def count(rng: Random, mean: float, most: int) -> int:
    """Draw how many of `most` chances came true, `mean` of them on average."""
    return sum(rng.random() < mean / most for _ in range(most))


def customer(rng: Random, number: int) -> dict[str, object]:
    """Draw one customer; whether they left depends on the other columns and on luck."""
    signup = OPENING + timedelta(days=rng.randrange((SNAPSHOT - OPENING).days - 30))
    months = (SNAPSHOT - signup).days / 30.44
    # How much the service is used is in no column: it shows in logins and in leaving.
    engagement = rng.gauss(0, 1)

    plan = pick(rng, {"basic": 4, "standard": 4, "premium": 2})
    contract = pick(rng, {"monthly": 6, "yearly": 3, "two-year": 1.5})
    payment = pick(rng, {"card": 5, "bank transfer": 3, "invoice": 2})
    discount = rng.choice([0, 0, 0, 0, 5, 10, 20])
    devices = 1 + count(rng, 1.4, 5)
    support_calls = count(rng, max(0.2, 1.6 - 0.5 * engagement), 9)
    late_payments = count(rng, 1.1 if payment == "invoice" else 0.3, 6)
    age = min(88, max(18, round(rng.gauss(44, 15))))
    idle_days = min((SNAPSHOT - signup).days, round(rng.expovariate(1 / 9) * 1.7**-engagement))
    monthly_spend = PRICES[plan] * (1 - discount / 100) * rng.uniform(0.92, 1.18) + 2 * devices

    logit = (
        -2.65
        + {"monthly": 1.1, "yearly": -0.6, "two-year": -1.7}[contract]
        + (1.9 if support_calls >= 3 else 0.15 * support_calls)
        + (1.5 if contract == "monthly" and late_payments >= 1 else 0.1 * late_payments)
        + (1.3 if months < 12 and plan != "basic" else -0.012 * months)
        + (1.2 if idle_days > 21 else 0.0)
        - 0.7 * engagement
        - (1.4 if discount == 20 and contract != "two-year" else 0.0)
        + (0.5 if age < 30 else 0.0)
    )
    churned = rng.random() < 1 / (1 + math.exp(-logit))

    return {
        "customer_id": f"C{number:05d}",
        "signup_date": signup.isoformat(),
        "last_login": (SNAPSHOT - timedelta(days=idle_days)).isoformat(),
        "plan": plan,
        "contract": contract,
        "payment_method": payment,
        "monthly_spend": f"{monthly_spend:.2f}",
        "total_spend": f"{monthly_spend * months * rng.uniform(0.9, 1.02):.2f}",
        "discount_pct": discount,
        "devices": devices,
        "support_calls": support_calls,
        "late_payments": late_payments,
        "paperless": rng.choice(["yes", "yes", "no"]),
        "age": age,
        "gender": pick(rng, {"female": 49, "male": 48, "undisclosed": 3}),
        "region": rng.choice(REGIONS),
        "churned": "yes" if churned else "no",
    }


def soil(rng: Random, row: dict[str, object]) -> dict[str, object]:
    """Return the row with the faults of a real export: blanks, odd spellings, refunds."""
    dirt: dict[str, object] = {}
    for column, share in {"total_spend": 0.025, "age": 0.035, "region": 0.01}.items():
        if rng.random() < share:
            dirt[column] = ""
    if rng.random() < 0.04:
        dirt["plan"] = rng.choice([f"{row['plan']} ", str(row["plan"]).title()])
    if rng.random() < 0.004:
        dirt["monthly_spend"] = f"-{row['monthly_spend']}"
    return {**row, **dirt}


def render(seed: int = SEED) -> str:
    """Return the whole file as text, lines ended by a newline alone."""
    rng = Random(seed)
    rows = [soil(rng, customer(rng, number)) for number in range(1, CUSTOMERS + 1)]
    for _ in range(REPEATED):
        rows.insert(rng.randrange(len(rows)), rng.choice(rows))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main(arguments: list[str]) -> None:
    """Write the file to the path given, or beside this script."""
    path = Path(arguments[0]) if arguments else Path(__file__).with_name("customers.csv")
    beside = path.with_name(path.name + ".part")
    beside.write_bytes(render().encode())
    beside.replace(path)
    print(f"{CUSTOMERS + REPEATED} rows written to {path.name}")


if __name__ == "__main__":
    main(sys.argv[1:])
