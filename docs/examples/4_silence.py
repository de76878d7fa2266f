"""Who is silent about what others tell?

Take the events of which at least four sources tell, and see which source that was read says nothing of them.
"""

import summitdata

claims = summitdata.load("claims")
held = summitdata.load("sources").query("held")["id"]
told = claims[claims["source"].isin(held)].dropna(subset="event")
matrix = told.pivot_table(index="event", columns="source", values="id", aggfunc="count", fill_value=0)

often = matrix[(matrix > 0).sum(axis="columns") >= 4]
for event, row in often.iterrows():
    silent = ", ".join(row.index[row == 0]) or "nobody"
    print(f"{event:36} told by {int((row > 0).sum())}, silent: {silent}")
