"""How exactly do the sources date what they tell?

A date is never padded: the first and the last possible day stand beside it, so that the doubt can be measured.
What lasts, from one day to another, is left out: a long rule is not an uncertain one.
"""

import pyarrow.compute as pc

import summitdata

claims = summitdata.load("claims", backend="pyarrow")
single = pc.and_(pc.equal(claims["property"], "date"), pc.invert(pc.match_substring(claims["value"], "/")))
dates = claims.filter(single)
days = pc.add(pc.days_between(dates["value_first"], dates["value_last"]), 1)
dates = dates.append_column("days", days).filter(pc.is_valid(days))

summary = dates.group_by("source").aggregate([("days", "count"), ("days", "approximate_median"), ("days", "max")])
print(f"{'source':34} dates   median   widest")
for row in summary.sort_by("source").to_pylist():
    print(f"{row['source']:34} {row['days_count']:5} {row['days_approximate_median']:8.0f} {row['days_max']:8} days")
