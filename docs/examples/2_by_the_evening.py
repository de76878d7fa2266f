"""What was known by the evening of 13 January 2026?

Keep only what was in print by the end of that day, and compare it with what the later sources add.
"""

import datetime

import polars as pl

import summitdata

evening = datetime.date(2026, 1, 13)
sources = summitdata.load("sources", backend="polars")
claims = summitdata.load("claims", backend="polars").filter(pl.col("event").is_not_null())
printed = sources.filter(pl.col("published_last") <= evening).select(source="id")

known = claims.join(printed, on="source", how="semi").select("event").unique()
later = (
    claims.filter(pl.col("source") != "general-knowledge")
    .join(known, on="event", how="anti")
    .group_by("event")
    .agg(pl.col("source").unique().sort().str.join(", "))
    .sort("event")
)
print(f"{known.height} events were known, {later.height} came later:")
for event, told_by in later.iter_rows():
    print(f"  {event:38} {told_by}")
