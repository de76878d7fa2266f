-- The rules of the families R, C and X that can be said in SQL, written a second time.
-- Each query gives the columns "table" and "id" of the rows that break the rule whose code stands above it.

-- R002
SELECT 'claims', id FROM claims WHERE (event IS NULL) = (quote IS NULL);

-- R003
SELECT 'positions', id FROM positions WHERE (claim IS NULL) = (rendering IS NULL);

-- R004
SELECT 'positions', p.id FROM positions p JOIN claims e ON e.id = p.claim WHERE e.source <> p.source
UNION SELECT 'positions', p.id FROM positions p JOIN renderings e ON e.id = p.rendering WHERE e.source <> p.source;

-- R005
SELECT 'names', id FROM names WHERE (actor IS NULL) = (place IS NULL);

-- R006
SELECT 'discrepancies', id FROM discrepancies WHERE (event IS NULL) = (quote IS NULL);

-- R007
SELECT 'claims', id FROM claims
WHERE (property = 'place' AND value NOT IN (SELECT id FROM places))
   OR (property IN ('participant', 'host', 'proposer', 'speaker') AND value NOT IN (SELECT id FROM actors))
   OR (property IN ('occasion', 'previous') AND value NOT IN (SELECT id FROM events));

-- R009
SELECT 'events', id FROM events e
WHERE NOT EXISTS (FROM claims c WHERE c.event = e.id)
  AND NOT EXISTS (FROM renderings r WHERE r.occasion = e.id)
  AND NOT EXISTS (FROM claims c WHERE c.property IN ('occasion', 'previous') AND c.value = e.id);

-- R010
SELECT 'quotes', id FROM quotes q WHERE NOT EXISTS (FROM renderings r WHERE r.quote = q.id);

-- R012
WITH RECURSIVE
  links AS (
    SELECT 'places' AS t, id, within AS up FROM places UNION ALL
    SELECT 'events', id, part_of FROM events UNION ALL
    SELECT 'actors', id, part_of FROM actors UNION ALL
    SELECT 'sources', id, derived_from FROM sources UNION ALL
    SELECT 'known', id, known_via FROM sources
  ),
  above AS (
    SELECT t, id, up FROM links WHERE up IS NOT NULL
    UNION SELECT above.t, above.id, links.up FROM above JOIN links ON links.t = above.t AND links.id = above.up
    WHERE links.up IS NOT NULL
  )
SELECT DISTINCT replace(t, 'known', 'sources'), id FROM above WHERE id = up;

-- R016
SELECT 'sources', id FROM sources WHERE NOT held AND kind <> 'reference' AND known_via IS NULL;

-- R017
SELECT 'sources', id FROM sources WHERE held AND (text_sha256 IS NULL OR length = 0 OR extent = 'none');

-- R018
SELECT 'sources', id FROM sources WHERE NOT held AND (text_sha256 IS NOT NULL OR length <> 0 OR extent <> 'none');

-- R019
SELECT 'claims', c.id FROM claims c JOIN sources s ON s.id = c.source
WHERE s.held AND NOT EXISTS (FROM spans p WHERE p.claim = c.id)
UNION ALL
SELECT 'renderings', r.id FROM renderings r JOIN sources s ON s.id = r.source
WHERE s.held AND NOT EXISTS (FROM spans p WHERE p.rendering = r.id);

-- R020
SELECT 'sources', s.id FROM sources s
WHERE s.known_via IS NULL
  AND NOT EXISTS (FROM claims x WHERE x.source = s.id)
  AND NOT EXISTS (FROM renderings x WHERE x.source = s.id)
  AND NOT EXISTS (FROM spans x WHERE x.source = s.id)
  AND NOT EXISTS (FROM runs x WHERE s.id IN (x.source, x.other))
  AND NOT EXISTS (FROM names x WHERE x.source = s.id)
  AND NOT EXISTS (FROM terms x WHERE x.source = s.id)
  AND NOT EXISTS (FROM places x WHERE x.source = s.id)
  AND NOT EXISTS (FROM positions x WHERE x.source = s.id)
  AND NOT EXISTS (FROM sources x WHERE x.id <> s.id AND s.id IN (x.derived_from, x.known_via));

-- C001
SELECT 'renderings', r.id FROM renderings r
JOIN quotes q ON q.id = r.quote
JOIN sources s ON s.id = r.source
LEFT JOIN events e ON e.id = r.occasion
LEFT JOIN places p ON p.id = q.place
LEFT JOIN clocks c ON c.source = s.id
WHERE r.link <> 'doubtful'
  AND coalesce(r.said_first, q.said_first) > coalesce(s.updated_last, s.published_last)
      + CASE WHEN c.hours >= round(coalesce(e.longitude, p.longitude) / 15) THEN 0 ELSE 1 END;

-- C002
SELECT 'claims', k.id FROM claims k
JOIN events e ON e.id = k.event
JOIN sources s ON s.id = k.source
LEFT JOIN clocks c ON c.source = s.id
WHERE k.property = 'status' AND k.value IN ('occurred', 'under-way')
  AND e.date_first > coalesce(s.updated_last, s.published_last)
      + CASE WHEN c.hours >= round(e.longitude / 15) THEN 0 ELSE 1 END;

-- C003
SELECT 'events', p.id FROM events p JOIN events w ON w.id = p.part_of
WHERE p.date_last < w.date_first OR w.date_last < p.date_first
   OR (contains(p.date, '/') AND (p.date_first < w.date_first OR p.date_last > w.date_last));

-- C004
SELECT 'sources', id FROM sources
WHERE updated_last < published_first
   OR (published = updated AND published_first = published_last AND updated_time < published_time);

-- C005
SELECT 'spans', x.id FROM spans x JOIN sources s ON s.id = x.source WHERE start >= stop OR stop > s.length
UNION SELECT 'runs', x.id FROM runs x JOIN sources s ON s.id = x.source WHERE start >= stop OR stop > s.length
UNION SELECT 'runs', x.id FROM runs x JOIN sources s ON s.id = x.other
WHERE other_start >= other_stop OR other_stop > s.length;

-- C006
SELECT DISTINCT 'spans', b.id FROM spans a JOIN spans b ON a.rendering = b.rendering
WHERE a.use = 'speech' AND b.use = 'speech' AND a.part < b.part AND b.start < a.stop;

-- C007
SELECT 'spans', id FROM spans WHERE length(text) <> stop - start;

-- C008
SELECT DISTINCT 'spans', a.id FROM spans a JOIN spans b ON a.source = b.source
WHERE a.use IN ('speech', 'term') AND b.use IN ('speech', 'term') AND b.id <> a.id
  AND (b.start < a.start OR (b.start = a.start AND b.stop <= a.stop))
  AND coalesce(a.rendering, a.claim, a.id) <> coalesce(b.rendering, b.claim, b.id)
  AND a.start < b.stop AND b.start < a.stop;

-- C009
SELECT 'quotes', q.id FROM quotes q JOIN events e ON e.id = q.event
WHERE q.said_last < e.date_first OR e.date_last < q.said_first;

-- C010
SELECT 'terms', id FROM terms WHERE until_last < since_first;

-- C011
WITH days(tongue, name, number) AS (
  VALUES ('en', 'monday', 1), ('en', 'tuesday', 2), ('en', 'wednesday', 3), ('en', 'thursday', 4), ('en', 'friday', 5),
         ('en', 'saturday', 6), ('en', 'sunday', 7),
         ('ja', '月曜', 1), ('ja', '火曜', 2), ('ja', '水曜', 3), ('ja', '木曜', 4), ('ja', '金曜', 5), ('ja', '土曜', 6),
         ('ja', '日曜', 7),
         ('ko', '월요일', 1), ('ko', '화요일', 2), ('ko', '수요일', 3), ('ko', '목요일', 4), ('ko', '금요일', 5),
         ('ko', '토요일', 6), ('ko', '일요일', 7)
), printed AS (
  SELECT 'claims' AS t, c.id, s.language, as_printed AS words, value_first AS first, value_last AS last
  FROM claims c JOIN sources s ON s.id = c.source
  UNION ALL SELECT 'renderings', r.id, s.language, said_printed, said_first, said_last
  FROM renderings r JOIN sources s ON s.id = r.source
  UNION ALL SELECT 'sources', id, language, published_printed, published_first, published_last FROM sources
)
SELECT t, id FROM printed JOIN days ON days.tongue = split_part(language, '-', 1) AND contains(lower(words), name)
WHERE first = last GROUP BY t, id, first HAVING NOT bool_or(number = isodow(first));

-- C012
SELECT 'sources', c.id FROM sources c JOIN sources o ON o.id = c.derived_from
WHERE c.published_last < o.published_first;

-- C013
WITH RECURSIVE whole(part, whole) AS (
  SELECT id, id FROM events
  UNION SELECT w.part, e.part_of FROM whole w JOIN events e ON e.id = w.whole WHERE e.part_of IS NOT NULL
)
SELECT DISTINCT 'events', e.id FROM events e
JOIN whole w ON e.id IN (w.part, w.whole)
JOIN (SELECT source, event FROM claims UNION SELECT source, occasion FROM renderings) told
  ON told.event IN (w.part, w.whole)
JOIN sources s ON s.id = told.source AND s.held
WHERE e.status IN ('planned', 'expected', 'feared') AND s.published_first > e.date_last;

-- X001
SELECT 'claims', id FROM claims WHERE property IN ('number', 'ordinal') AND scope IS NULL;

-- X003
SELECT 'discrepancies', d.id FROM discrepancies d LEFT JOIN positions p ON p.discrepancy = d.id
GROUP BY d.id, d.kind
HAVING count(p.id) = 0 OR (count(p.id) = 1 AND d.kind IN ('conflict', 'disputed-attribution'));

-- X005
SELECT 'discrepancies', id FROM discrepancies WHERE kind = 'conflict' AND property IS NULL;

-- X006
SELECT 'discrepancies', id FROM discrepancies
WHERE (preferred IS NULL) <> (preferred_reason IS NULL) OR (status = 'resolved' AND preferred IS NULL);

-- X007
SELECT 'discrepancies', d.id FROM discrepancies d
WHERE d.preferred IS NOT NULL
  AND NOT EXISTS (FROM positions p JOIN claims c ON c.id = p.claim
                  WHERE p.discrepancy = d.id AND c.value = d.preferred)
  AND NOT EXISTS (FROM positions p JOIN renderings r ON p.claim IS NULL AND r.id = p.rendering
                  WHERE p.discrepancy = d.id
                    AND d.preferred IN (r.id, r.speaker, r.said, r.occasion, r.channel));

-- X009
SELECT 'discrepancies', id FROM discrepancies
WHERE (kind = 'conflict' AND property = 'speaker')
   OR (kind = 'disputed-attribution' AND (quote IS NULL OR property <> 'speaker'));

-- X010
SELECT DISTINCT 'renderings', a.id FROM renderings a JOIN renderings b ON a.quote = b.quote AND b.id <> a.id
WHERE a.translation = 'original' AND b.translation = 'original' AND a.link <> 'doubtful' AND b.link <> 'doubtful'
  AND split_part(a.language, '-', 1) <> split_part(b.language, '-', 1);

-- R040
WITH
  given AS (
    SELECT 'claims' AS t, id, true AS live FROM claims UNION ALL SELECT 'renderings', id, true FROM renderings
    UNION ALL SELECT 'spans', id, true FROM spans UNION ALL SELECT 'runs', id, true FROM runs
    UNION ALL SELECT 'positions', id, true FROM positions UNION ALL SELECT 'names', id, true FROM names
    UNION ALL SELECT "table", key, false FROM tombstones
  ),
  parts AS (
    SELECT t, id, live, regexp_extract(id, '^(.*\.)?([a-z]+)([0-9]{1,6})$', ['above', 'letters', 'number']) AS p FROM given
  ),
  numbered AS (SELECT t, id, live, p.above, p.letters, CAST(p.number AS BIGINT) AS n FROM parts WHERE p.number <> '')
SELECT t, id FROM numbered a
WHERE live AND n > 1 AND NOT EXISTS (
  FROM numbered b WHERE b.t = a.t AND b.above = a.above AND b.letters = a.letters AND b.n = a.n - 1
);

-- R041
SELECT 'places', p.id FROM places p JOIN places o ON o.id = p.within
WHERE NOT (
     (p.kind = 'site' AND o.kind IN ('city', 'prefecture', 'region', 'country', 'islands', 'site'))
  OR (p.kind IN ('city', 'islands') AND o.kind IN ('prefecture', 'region', 'country', 'islands'))
  OR (p.kind IN ('prefecture', 'region') AND o.kind IN ('region', 'country'))
  OR (p.kind = 'country' AND o.kind = 'region')
);

-- R042
SELECT 'places', p.id FROM places p JOIN places o ON o.id = p.within WHERE p.country <> o.country;

-- R043
SELECT 'places', id FROM places
WHERE (latitude IS NULL)::INT + (longitude IS NULL)::INT + (source IS NULL)::INT BETWEEN 1 AND 2;

-- R044
SELECT 'actors', a.id FROM actors a JOIN actors o ON o.id = a.part_of WHERE a.country <> o.country
UNION ALL SELECT 'terms', t.id FROM terms t JOIN actors o ON o.id = t.actor WHERE t.country <> o.country;

-- C040
WITH s AS (
  SELECT p.* FROM spans p JOIN sources t ON t.id = p.source WHERE p.start < p.stop AND p.stop <= t.length
)
SELECT DISTINCT 'spans', b.id FROM s a JOIN s b ON a.source = b.source AND a.id < b.id
WHERE (a.start = b.start AND a.stop = b.stop AND a.sha256 <> b.sha256)
   OR (a.sha256 = b.sha256 AND a.stop - a.start <> b.stop - b.start);

-- R045
SELECT t, id FROM (
  SELECT 'claims' AS t, 'c' AS letter, id FROM claims UNION ALL
  SELECT 'renderings', 'r', id FROM renderings UNION ALL
  SELECT 'runs', 'o', id FROM runs UNION ALL
  SELECT 'positions', 'p', id FROM positions UNION ALL
  SELECT 'names', 'n', id FROM names UNION ALL
  SELECT 'spans', CASE WHEN coalesce(claim, rendering) IS NULL THEN 't' ELSE 's' END, id FROM spans
) WHERE NOT regexp_full_match(split_part(id, '.', -1), letter || '[1-9][0-9]*');

-- R046
SELECT 'participants', p.id FROM participants p JOIN actors a ON a.id = p.actor
WHERE NOT contains(' ' || replace(a.id, '-', ' ') || '  ' || replace(lower(a.name), '-', ' ') || ' ',
                   ' ' || replace(split_part(p.id, '.', -1), '-', ' ') || ' ');

-- R048
WITH RECURSIVE
  above AS (
    SELECT id, within AS up FROM places WHERE within IS NOT NULL
    UNION SELECT above.id, p.within FROM above JOIN places p ON p.id = above.up WHERE p.within IS NOT NULL
  ),
  borne AS (
    SELECT 'actor' AS what, id, name, actor AS bearer FROM names WHERE actor IS NOT NULL
    UNION ALL SELECT 'place', id, name, place FROM names WHERE place IS NOT NULL
  )
SELECT DISTINCT 'names', a.id FROM borne a JOIN borne b ON a.what = b.what AND a.name = b.name AND a.bearer <> b.bearer
WHERE NOT EXISTS (FROM borne f WHERE f.what = a.what AND f.bearer = a.bearer AND f.name <> a.name
                  AND contains(f.name, a.name))
  AND NOT (a.what = 'place' AND EXISTS (FROM above WHERE (id = a.bearer AND up = b.bearer)
                                                      OR (id = b.bearer AND up = a.bearer)));

-- C042
SELECT 'sources', id FROM sources
WHERE regexp_matches(id, '(^|-)[0-9]{4}-[0-9]{2}-[0-9]{2}(-|$)')
  AND (published IS NULL OR (published_first = published_last AND NOT contains(id, published_first::VARCHAR)));

-- C043
SELECT DISTINCT 'terms', a.id FROM terms a JOIN terms b ON a.office = b.office AND a.id <> b.id
WHERE a.since_last <= b.since_first AND (a.until_first IS NULL OR a.until_first > b.since_last);

-- X040
SELECT 'claims', a.id FROM claims a JOIN claims b ON a.id > b.id
  AND a.source = b.source AND a.event IS NOT DISTINCT FROM b.event AND a.quote IS NOT DISTINCT FROM b.quote
  AND a.property IS NOT DISTINCT FROM b.property AND a.scope IS NOT DISTINCT FROM b.scope
  AND a.account IS NOT DISTINCT FROM b.account AND a.value IS NOT DISTINCT FROM b.value;

-- C044
WITH RECURSIVE above AS (
  SELECT id, id AS up FROM events
  UNION SELECT above.id, e.part_of FROM above JOIN events e ON e.id = above.up WHERE e.part_of IS NOT NULL
)
SELECT DISTINCT 'events', e.id FROM events e JOIN participants p ON p.event = e.id
JOIN participants g ON g.actor = p.actor AND g.role = 'guest'
JOIN events j ON j.id = g.event AND j.kind = 'visit'
WHERE e.kind IN ('summit', 'meeting', 'arrival', 'meal', 'tour', 'remark', 'agreement')
  AND e.date_first BETWEEN j.date_first AND j.date_last
  AND NOT EXISTS (FROM above WHERE above.id = e.id AND above.up = j.id);

-- R049
WITH RECURSIVE above AS (
  SELECT id, id AS up FROM events
  UNION SELECT above.id, e.part_of FROM above JOIN events e ON e.id = above.up WHERE e.part_of IS NOT NULL
)
SELECT DISTINCT 'events', e.id FROM events e JOIN events w ON starts_with(e.id, w.id || '-')
WHERE NOT EXISTS (FROM above WHERE above.id = e.id AND above.up = w.id);

-- R050
SELECT 'places', id FROM places
WHERE within IS NULL AND kind <> 'country' AND NOT (kind IN ('region', 'islands') AND country IS NULL);

-- R056
SELECT 'claims', id FROM claims c
WHERE quote IS NOT NULL AND NOT EXISTS (FROM renderings r WHERE r.source = c.source AND r.quote = c.quote);

-- X041
WITH told AS (
  SELECT p.discrepancy AS d, p.rendering, c.property FROM positions p LEFT JOIN claims c ON c.id = p.claim
)
SELECT 'discrepancies', d.id FROM discrepancies d
WHERE EXISTS (FROM told t WHERE t.d = d.id) AND NOT EXISTS (FROM told t WHERE t.d = d.id AND t.property = d.property)
  AND d.property IS NOT NULL
  AND NOT (d.property IN ('speaker', 'date', 'occasion', 'channel', 'manner', 'stance')
           AND EXISTS (FROM told t WHERE t.d = d.id AND t.rendering IS NOT NULL))
UNION SELECT 'discrepancies', d.id FROM discrepancies d JOIN told t ON t.d = d.id
WHERE d.property IS NULL AND d.kind IN ('granularity', 'suspected-error')
GROUP BY d.id HAVING count(DISTINCT t.property) = 1;

-- X042
WITH told AS (
  SELECT p.discrepancy AS d, coalesce(c.event, c.quote) AS subject FROM positions p JOIN claims c ON c.id = p.claim
  UNION ALL SELECT p.discrepancy, r.quote FROM positions p JOIN renderings r ON r.id = p.rendering
)
SELECT 'discrepancies', d.id FROM discrepancies d JOIN told t ON t.d = d.id
WHERE coalesce(d.event, d.quote) IS NOT NULL
GROUP BY d.id, coalesce(d.event, d.quote)
HAVING NOT coalesce(bool_or(t.subject = coalesce(d.event, d.quote)), false);

-- X043
SELECT DISTINCT 'discrepancies', d.id FROM discrepancies d JOIN positions p ON p.discrepancy = d.id
JOIN sources s ON s.id = p.source WHERE d.status = 'open' AND s.kind = 'reference';

-- X044
WITH told AS (
  SELECT p.discrepancy AS d,
         count(*) FILTER (p.rendering IS NOT NULL OR c.property IN
           ('topic', 'outcome', 'purpose', 'cause', 'effect', 'manner', 'background', 'stance')) AS in_words,
         count(*) FILTER (s.kind = 'reference') AS known
  FROM positions p LEFT JOIN claims c ON c.id = p.claim LEFT JOIN sources s ON s.id = p.source GROUP BY p.discrepancy
)
SELECT 'discrepancies', d.id FROM discrepancies d JOIN told t ON t.d = d.id
WHERE (d.kind IN ('wording', 'omission') AND in_words = 0) OR (d.kind = 'suspected-error' AND known = 0);

-- C045
SELECT 'renderings', r.id FROM renderings r JOIN events e ON e.id = r.occasion
WHERE r.said_last < e.date_first OR r.said_first > e.date_last;

-- C046
WITH dated AS (
  SELECT t.id, t.actor, t.since, lower(a.note) AS note, year(t.since_first) AS began,
         year(t.since_first) = year(t.since_last) AS in_one_year
  FROM terms t JOIN actors a ON a.id = t.actor
  WHERE regexp_matches(lower(a.note), '(^|[^a-z])since ([a-z]+ )?[0-9]{4}')
)
SELECT 'terms', id FROM terms WHERE since IS NULL
UNION
SELECT 'terms', id FROM dated d
WHERE since IS NOT NULL
  AND NOT EXISTS (
    FROM dated o WHERE o.actor = d.actor
      AND (NOT o.in_one_year OR contains(o.note, 'since ' || o.began)
           OR (regexp_matches(o.note, 'since [a-z]+ ') AND contains(o.note, CAST(o.began AS VARCHAR)))));

-- R058
SELECT 'tombstones', id FROM tombstones
WHERE regexp_extract(reason, '(?:^|[^a-z])see ([a-z0-9]+(?:[-.][a-z0-9]+)+)[.]?$', 1) NOT IN ('', coalesce(successor, ''));

-- R059
SELECT 'places', id FROM places
WHERE (latitude IS NOT NULL AND kind NOT IN ('site', 'city', 'islands'))
   OR (regexp_matches(lower(name), ' (prefecture|province|oblast|canton)$') AND kind <> 'prefecture')
   OR (regexp_matches(lower(name), ' (islands?|archipelago|rocks)$') AND kind <> 'islands')
   OR (regexp_matches(lower(name), ' (city|town|village)$') AND kind <> 'city')
   OR (regexp_matches(lower(name), ' (peninsula|region|hemisphere)$') AND kind <> 'region');

-- R060
WITH RECURSIVE
  above AS (
    SELECT id, within AS up FROM places WHERE within IS NOT NULL
    UNION SELECT above.id, places.within FROM above JOIN places ON places.id = above.up WHERE places.within IS NOT NULL
  ),
  located AS (
    SELECT places.id, places.kind, places.source, above.up AS region
    FROM places JOIN above ON above.id = places.id JOIN places top ON top.id = above.up AND top.within IS NULL
    WHERE places.source IS NOT NULL
  ),
  counted AS (SELECT region, kind, source, count(*) AS places FROM located GROUP BY ALL)
SELECT 'places', l.id FROM located l JOIN counted c USING (region, kind, source)
WHERE EXISTS (FROM counted o WHERE o.region = c.region AND o.kind = c.kind AND o.places > c.places);

-- X046
SELECT 'discrepancies', id FROM discrepancies WHERE property IS NULL;

-- X047
SELECT 'discrepancies', id FROM discrepancies
WHERE (status = 'explained' AND explanation IS NULL)
   OR (status = 'open' AND explanation IS NOT NULL)
   OR (status <> 'resolved' AND preferred IS NOT NULL);

-- R061
WITH RECURSIVE
  bodies AS (
    SELECT id AS member, part_of AS body FROM actors WHERE part_of IS NOT NULL
    UNION SELECT b.member, a.part_of FROM bodies b JOIN actors a ON a.id = b.body WHERE a.part_of IS NOT NULL
  ),
  wholes AS (
    SELECT id AS part, part_of AS whole FROM events WHERE part_of IS NOT NULL
    UNION SELECT w.part, e.part_of FROM wholes w JOIN events e ON e.id = w.whole WHERE e.part_of IS NOT NULL
  ),
  kin AS (
    SELECT event, actor FROM participants
    UNION SELECT p.event, b.member FROM participants p JOIN bodies b ON b.body = p.actor
    UNION SELECT p.event, b.body FROM participants p JOIN bodies b ON b.member = p.actor
  ),
  near AS (
    FROM kin
    UNION SELECT w.part, k.actor FROM kin k JOIN wholes w ON w.whole = k.event
    UNION SELECT w.whole, k.actor FROM kin k JOIN wholes w ON w.part = k.event
  )
SELECT 'claims', id FROM claims c
WHERE property IN ('participant', 'host')
  AND event IN (SELECT event FROM participants)
  AND NOT EXISTS (FROM near n WHERE n.event = c.event AND n.actor = c.value);

-- R062
WITH RECURSIVE above AS (
  SELECT id, within AS up FROM places WHERE within IS NOT NULL
  UNION SELECT above.id, places.within FROM above JOIN places ON places.id = above.up WHERE places.within IS NOT NULL
),
lying AS (
  SELECT above.id, p.country AS of FROM above JOIN places p ON p.id = above.up
  WHERE p.kind = 'country' AND p.country IS NOT NULL
)
SELECT 'places', id FROM places p
WHERE (country IS NOT NULL AND kind NOT IN ('country', 'region')
       AND NOT EXISTS (FROM lying l WHERE l.id = p.id AND l.of = p.country))
   OR (country IS NULL AND id IN (SELECT id FROM lying));

-- X048
SELECT 'claims', id FROM claims c
WHERE property IN ('status', 'date', 'place', 'previous', 'duration', 'number', 'ordinal')
  AND EXISTS (FROM claims o
              WHERE o.source = c.source AND o.property = c.property AND o.value <> c.value
                AND o.event IS NOT DISTINCT FROM c.event AND o.quote IS NOT DISTINCT FROM c.quote
                AND o.scope IS NOT DISTINCT FROM c.scope AND o.account IS NOT DISTINCT FROM c.account);

-- R063
SELECT 'waivers', id FROM waivers WHERE id <> lower(replace("key", '.', '-') || '-' || "rule");

-- C047
WITH RECURSIVE
  wholes AS (
    SELECT id AS part, id AS whole FROM events
    UNION SELECT w.part, e.part_of FROM wholes w JOIN events e ON e.id = w.whole WHERE e.part_of IS NOT NULL
  ),
  held AS (
    SELECT a.id, s.id AS summit FROM events a JOIN events s ON s.date_first = a.date_first
    WHERE a.kind = 'agreement' AND a.date_first = a.date_last AND s.kind = 'summit' AND s.date_first = s.date_last
  )
SELECT DISTINCT 'events', id FROM held h
WHERE NOT EXISTS (FROM held o JOIN wholes w ON w.part = o.id AND w.whole = o.summit WHERE o.id = h.id);

-- R064
WITH RECURSIVE
  above AS (
    SELECT id, within AS up FROM places WHERE within IS NOT NULL
    UNION SELECT above.id, places.within FROM above JOIN places ON places.id = above.up WHERE places.within IS NOT NULL
  ),
  located AS (FROM places WHERE latitude IS NOT NULL AND longitude IS NOT NULL),
  around AS (
    SELECT l.id, l.latitude, l.longitude, a.up FROM located l JOIN above a ON a.id = l.id
    UNION SELECT id, latitude, longitude, id FROM located
  ),
  nearest AS (
    SELECT h.id, p.kind, min(greatest(abs(h.latitude - t.latitude), abs(h.longitude - t.longitude))) AS apart
    FROM around h JOIN around t ON t.up = h.up AND t.id <> h.id JOIN places p ON p.id = h.up
    GROUP BY h.id, h.up, p.kind
  )
SELECT DISTINCT 'places', id FROM nearest
WHERE apart > CASE kind WHEN 'city' THEN 1 WHEN 'prefecture' THEN 5 WHEN 'region' THEN 45 END;

-- X049
SELECT 'discrepancies', id FROM discrepancies
WHERE (kind = 'granularity'
       AND property IN ('stance', 'speaker', 'outcome', 'purpose', 'cause', 'effect', 'manner'))
   OR (kind = 'wording' AND property IN (
        'date', 'place', 'status', 'stance', 'participant', 'host', 'proposer', 'speaker', 'occasion', 'channel',
        'previous', 'ordinal', 'number', 'duration'))
   OR (kind = 'omission' AND property NOT IN (
        'stance', 'speaker', 'participant', 'topic', 'outcome', 'background', 'manner'));
