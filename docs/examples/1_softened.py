"""Which outlets softened a phrase?

One utterance reaches readers in several wordings.
Count the words by which a speaker binds himself against those that leave room.
"""

import re

import summitdata

BINDING = {"must", "will", "ensure", "ensuring", "fulfill", "ever", "more"}
LOOSE = {"should", "could", "may", "contribute", "believe", "hope", "role"}

quotes = summitdata.load("quotes").query("renderings > 1")
for key, gist in zip(quotes["id"], quotes["gist"], strict=True):
    wordings = summitdata.wordings(key).dropna(subset="text")
    if len(wordings) < 2:
        continue
    print(gist)
    for source, text in zip(wordings["source"], wordings["text"], strict=True):
        words = set(re.findall(r"[a-z]+", text.lower()))
        print(f"  {source:34} binding: {', '.join(sorted(words & BINDING)) or '-'}")
        print(f"  {'':34} loose:   {', '.join(sorted(words & LOOSE)) or '-'}")
