# rung: steps
# %%
import math
# %% [markdown]
# ## All of it
# %%
# Make numbers
numbers = [math.sqrt(i) for i in range(10)]
total = sum(numbers)
largest = max(numbers)

# Scale them
scaled = []
for number in numbers:
    scaled.append(number / largest)
mean = total / len(numbers)

# Report on them
print(round(mean, 3))
print(round(sum(scaled), 3))
for number in scaled[:2]:
    print(round(number, 3))
# %% [markdown]
# ## Again
# %%
print(len(scaled), round(largest, 2))
