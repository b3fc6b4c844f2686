"""Personal data in a stored output.

A look at the first rows of a customer table is saved with the notebook: names, addresses and
numbers of real people go into version control, reviews and backups, where nobody asked those
people and nothing deletes them. Data protection law treats that as a leak.

Clear the output, and show what the analysis needs: counts, types, or the table with those columns
masked or left out.

Found are lists of e-mail addresses (three or more different ones), payment card numbers with a
right check digit, social security numbers with dashes, bank account numbers (IBAN) with a right
checksum, and telephone numbers in a table under a header that says so. Example domains, values that
are written in the code itself and data made with Faker are none.

Source: the paper's part on the lack of security and governance.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "SEC304", "warning"
BAD = [
    """
import pandas as pd
customers = pd.read_csv("customers.csv")
# %%
customers.email.head(3)  # <--
# %% [output]
0    maria.keller@posteo.de
1     j.okafor@outlook.com
2    t.nguyen@uni-koeln.de
""",
    """
payments.head()  # <--
# %% [output html]
<table><tr><th>card</th></tr><tr><td>{{fake:card}}</td></tr></table>
""",
    """
patients = load()
# %%
print(patients)  # <--
# %% [output]
name    ssn          age
Okafor  {{fake:ssn}}  51
""",
    """
for row in rows:  # <--
    print(row)
# %% [output]
{'holder': 'M. Keller', 'iban': '{{fake:iban}}'}
""",
    """
users[["name", "phone"]].head()  # <--
# %% [output html]
<table border="1" class="dataframe"><thead><tr><th></th><th>name</th><th>phone</th></tr></thead>
<tbody><tr><th>0</th><td>Keller</td><td>+49 221 470 1123</td></tr>
<tr><th>1</th><td>Okafor</td><td>(312) 555-0188</td></tr>
<tr><th>2</th><td>Nguyen</td><td>030 / 901 820</td></tr></tbody></table>
""",
    """
validate(frame)  # <--
# %% [error]
SchemaError
failure cases: maria.keller@posteo.de, j.okafor@outlook.com, t.nguyen@uni-koeln.de
""",
]
GOOD = [
    """
import pandas as pd
customers = pd.read_csv("customers.csv")
customers.email.str.replace(r".+@", "***@", regex=True).head(3)
# %% [output]
0      ***@posteo.de
1     ***@outlook.com
2    ***@uni-koeln.de
""",
    """
users.head()
# %% [output]
a@example.com b@example.org c@test.com d@mail.example.net
""",
    """
from faker import Faker
fake = Faker()
print([fake.email() for _ in range(3)])
# %% [output]
['maria.keller@posteo.de', 'j.okafor@outlook.com', 't.nguyen@uni-koeln.de']
""",
    """
!pip show churn
# %% [output]
Author-email: maria.keller@posteo.de
Home-page: git@github.com:team/churn.git
""",
    """
print(counts)
# %% [output]
[[4539 5787 6362 1486]
 [1038 4525 5719 7883]]
0  4539 5787 6362 1486
4539 5787 6362 1486 1999
""",
    """
people = ["maria.keller@posteo.de", "j.okafor@outlook.com", "t.nguyen@uni-koeln.de"]
print(people)
# %% [output]
['maria.keller@posteo.de', 'j.okafor@outlook.com', 't.nguyen@uni-koeln.de']
""",
    """
frame.describe()
# %% [output html]
<table><tr><th>mobile_share</th></tr><tr><td>0.51</td></tr><tr><td>0.25</td></tr></table>
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for shown in facts.people_shown:
        yield facts.finding(
            shown.place,
            f"the saved output shows {shown.what} ({shown.count}): clear it, and mask the columns",
            confidence=0.85,
            fix=facts.clearing(shown.place),
        )
