# finds: TRK201
# %%
import numpy as np
from datasets import load_from_disk
from sklearn.metrics import f1_score
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
# %%
ds = load_from_disk("tickets_tokenised")
model = AutoModelForSequenceClassification.from_pretrained("./distilbert-local", num_labels=4)


def compute_metrics(p):
    return {"f1": f1_score(p.label_ids, np.argmax(p.predictions, axis=1), average="macro")}
# %%
args = TrainingArguments("out", num_train_epochs=2, learning_rate=3e-5, report_to="none", seed=1)
trainer = Trainer(
    model=model,
    args=args,
    train_dataset=ds["train"],
    eval_dataset=ds["validation"],
    compute_metrics=compute_metrics,
)
trainer.train()  # <-- TRK201
print(trainer.evaluate())
