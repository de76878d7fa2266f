"""Which statements rest on one origin?

Two sites that carry one wire are one witness, and a government's account is one however many print it.
One SQL query over the tables, run by DuckDB.
"""

import summitdata

rows = summitdata.sql(
    """
    SELECT q.speakers, q.id, q.attribution, min(r.origin) AS origin
    FROM quotes AS q JOIN renderings AS r ON r.quote = q.id
    WHERE q.origins = 1 AND q.event IS NOT NULL
    GROUP BY ALL
    ORDER BY q.attribution, q.speakers, q.id
    """,
    backend="duckdb",
).fetchall()
for speakers, key, attribution, origin in rows:
    print(f"{speakers:16} {key:42} {attribution:11} {origin}")
