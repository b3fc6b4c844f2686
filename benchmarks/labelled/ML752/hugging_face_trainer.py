# silent: ML752
# %%
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

ckpt = "bert-base-cased"
tok = AutoTokenizer.from_pretrained(ckpt)
raw = load_dataset("yelp_review_full")
enc = raw.map(lambda b: tok(b["text"], padding="max_length", truncation=True), batched=True)
model = AutoModelForSequenceClassification.from_pretrained(ckpt, num_labels=5)
# %%
args = TrainingArguments("out", per_device_train_batch_size=8, num_train_epochs=1, eval_strategy="epoch")
trainer = Trainer(model=model, args=args, train_dataset=enc["train"], eval_dataset=enc["test"])
trainer.train()
print(trainer.evaluate())
