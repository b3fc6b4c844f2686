"""Model or data from a hub without a revision.

A name on a hub is a moving target: its owner may push other weights, another tokenizer or more
rows under the same name at any time. The notebook then trains or predicts something else without
a change in its code, and the image built next month is not the one that was tested.

Name the commit (`revision="<commit>"`), the tag (`"owner/repository:v0.10.0"` for torch.hub) or the
version in the address. `main` and `latest` move as well. A `pipeline` that is given only a task
takes whatever model is the default of the installed version: name model and revision.

Local folders, files, what the notebook saved itself, and names that are computed are left alone.

Source: the article's "same" model on other data.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.facts import Draft, Facts

CODE, SEVERITY = "ENV107", "warning"
BAD = [
    """
from transformers import AutoModelForSequenceClassification, AutoTokenizer
checkpoint = "distilbert-base-uncased"
tokenizer = AutoTokenizer.from_pretrained(checkpoint)  # <--
model = AutoModelForSequenceClassification.from_pretrained(checkpoint, num_labels=2)  # <--
""",
    """
from datasets import load_dataset
reviews = load_dataset("imdb", split="train")  # <--
tweets = load_dataset("cardiffnlp/tweet_eval", "irony", revision="main")  # <--
""",
    """
import torch
net = torch.hub.load("pytorch/vision", "resnet18", pretrained=True)  # <--
other = torch.hub.load("pytorch/vision:main", "resnet18")  # <--
""",
    """
from transformers import pipeline
classify = pipeline("sentiment-analysis")  # <--
answer = pipeline("question-answering", model="deepset/roberta-base-squad2")  # <--
""",
    """
from huggingface_hub import hf_hub_download, snapshot_download
weights = hf_hub_download(repo_id="google/flan-t5-small", filename="config.json")  # <--
def fetch():
    return snapshot_download("google/flan-t5-small")  # <--
""",
    """
import tensorflow_hub as hub
from sentence_transformers import SentenceTransformer
layer = hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50", trainable=True)  # <--
encoder = SentenceTransformer(  # <--
    "all-MiniLM-L6-v2",
    device="cpu",
)
""",
    """
from diffusers import StableDiffusionPipeline
pipe = StableDiffusionPipeline.from_pretrained(  # <--
    "stabilityai/stable-diffusion-2-1", revision=None
)
""",
]
GOOD = [
    """
from transformers import AutoModelForSequenceClassification, AutoTokenizer
checkpoint = "distilbert-base-uncased"
commit = "12040accade4e8a0f71eabdb258fecc2e7e948be"
tokenizer = AutoTokenizer.from_pretrained(checkpoint, revision=commit)
model = AutoModelForSequenceClassification.from_pretrained(
    checkpoint, num_labels=2, revision=commit
)
""",
    """
from datasets import load_dataset
from transformers import AutoModel, AutoTokenizer
table = load_dataset("csv", data_files="reviews.csv")
model = AutoModel.from_pretrained("./checkpoint")
other = AutoModel.from_pretrained("models/reviews")
third = AutoModel.from_pretrained("/srv/models/reviews")
""",
    """
from transformers import AutoModel, Trainer, TrainingArguments
settings = TrainingArguments(output_dir="churn-bert")
model.save_pretrained("team/churn")
again = AutoModel.from_pretrained("team/churn")
last = AutoModel.from_pretrained("churn-bert/checkpoint-500")
best = AutoModel.from_pretrained("churn-bert")
""",
    """
import sys
from transformers import AutoModel, pipeline
model = AutoModel.from_pretrained(sys.argv[1])
classify = pipeline("text-classification", model=model, tokenizer=tokenizer)
other = AutoModel.from_pretrained(settings["name"], **settings)
""",
    """
import torch
import tensorflow_hub as hub
net = torch.hub.load("pytorch/vision:v0.10.0", "resnet18")
own = torch.hub.load("./vision", "resnet18", source="local")
layer = hub.KerasLayer("https://tfhub.dev/google/nnlm-en-dim50/2")
""",
    """
from datasets import load_dataset
import config
reviews = load_dataset("imdb", revision=config.IMDB_REVISION)
""",
    """
# %% [file reviews-bert/config.json]
{}
# %%
from transformers import BertModel
model = BertModel.from_pretrained("reviews-bert")
""",
    """
import seaborn as sns
import xarray as xr
tips = sns.load_dataset("tips")
air = xr.tutorial.load_dataset("air_temperature")
""",
]


def check(facts: Facts) -> Iterator[Draft]:
    for use in facts.hub_uses:
        if use.task:
            message = (
                f"`pipeline` for `{use.name}` takes whatever model is the default today: name the "
                "model and its revision"
            )
        else:
            message = (
                f"`{use.name}` comes from a hub in whatever version it has today: name the revision"
            )
        yield facts.finding(use.place, message, confidence=use.confidence, fix=use.fix)
