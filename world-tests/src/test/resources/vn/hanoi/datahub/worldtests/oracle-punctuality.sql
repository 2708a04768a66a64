-- PUNCTUALITY, worked out a second time from the contract: which reports are owed, when they are due, which were delivered.
--
-- Given: the variables now (text, RFC 3339), log and expected (paths). Every TIMESTAMP is the clock on the wall in Hà Nội.

CREATE OR REPLACE MACRO wall(t) AS (CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'Asia/Ho_Chi_Minh');
CREATE OR REPLACE MACRO now_() AS wall(getvariable('now'));

CREATE OR REPLACE TABLE log AS
SELECT wall(accepted) AS accepted, replace(event ->> 'source', 'urn:hanoi:agency:', '') AS agency, replace(event ->> 'type', 'vn.hanoi.', '') AS type,
    wall(event ->> 'time') AS time, coalesce(event ->> 'operation', 'upsert') AS operation, event ->> '$.data.period' AS period
FROM read_json(getvariable('log'), format = 'newline_delimited', columns = {'accepted': 'VARCHAR', 'event': 'JSON'});

CREATE OR REPLACE TABLE expected AS FROM read_csv(getvariable('expected'), header = false, columns = {'agency': 'VARCHAR', 'type': 'VARCHAR'});

-- The days of the offices in the first half of 2026, from the decisions on days off: Tết is from 16 to 20 February.
CREATE OR REPLACE TABLE working_day AS
SELECT CAST(day AS DATE) AS day FROM generate_series(DATE '2026-01-03', DATE '2026-06-30', INTERVAL 1 DAY) days(day)
WHERE (dayofweek(day) BETWEEN 1 AND 5 OR day = DATE '2026-01-10') AND day NOT BETWEEN DATE '2026-02-16' AND DATE '2026-02-20'
    AND day NOT IN (DATE '2026-04-27', DATE '2026-04-30', DATE '2026-05-01');

-- A month ends on the 14th; a quarter with its third month.
CREATE OR REPLACE TABLE month AS
SELECT m AS number, make_date(2026, m, 14) AS last, CAST(make_date(2026, m, 15) - INTERVAL 1 MONTH AS DATE) AS first FROM range(1, 7) months(m);

CREATE OR REPLACE TABLE period AS
SELECT 'month' AS kind, format('2026-{:02d}@nd-09-2019', number) AS text, first, last FROM month
UNION ALL
SELECT 'quarter', format('2026-Q{}@nd-09-2019', (number + 2) // 3), min(first), max(last) FROM month GROUP BY (number + 2) // 3;

CREATE OR REPLACE TABLE schedule AS FROM (VALUES ('dataset', 'month'), ('plan-task', 'month'), ('statistic', 'quarter')) s(type, kind);

-- WHEN THE HUB WAS AWAY. Nothing came in an hour that is over, and in most of the 168 hours up to the last one with anything, something had come.
CREATE OR REPLACE TABLE heard AS SELECT DISTINCT date_trunc('hour', accepted) AS hour FROM log;

CREATE OR REPLACE TABLE hour AS
WITH every AS (
    SELECT h AS hour FROM generate_series((SELECT min(hour) FROM heard), now_() + INTERVAL 90 DAY, INTERVAL 1 HOUR) hours(h)
), looked AS (
    SELECT every.hour, heard.hour IS NOT NULL AS is_heard, max(heard.hour) OVER (ORDER BY every.hour) AS last
    FROM every LEFT JOIN heard USING (hour)
), usual AS (
    SELECT l.last, count(*) AS hours FROM (SELECT DISTINCT last FROM looked) l JOIN heard h ON h.hour <= l.last AND h.hour > l.last - INTERVAL 168 HOUR GROUP BY l.last
)
SELECT hour, NOT is_heard AND hours > 84 AND hour + INTERVAL 1 HOUR <= now_() AS is_down FROM looked JOIN usual USING (last);

-- WHEN A REPORT IS DUE. The regime gives so many hours from the cut-off to 17:00 of the first working day; it is due when so many have passed in which the hub
-- was there, at most 744 hours later.
CREATE OR REPLACE TABLE due AS
WITH declared AS (
    SELECT kind, text, first, last, last + INTERVAL 1 DAY AS cut_off, (SELECT min(day) FROM working_day WHERE day > last) + INTERVAL 17 HOUR AS declared FROM period
), there AS (
    SELECT d.kind, d.text, h.hour + INTERVAL 1 HOUR AS passed, row_number() OVER (PARTITION BY d.kind, d.text ORDER BY h.hour) AS hours
    FROM declared d JOIN hour h ON h.hour >= d.cut_off WHERE NOT h.is_down
)
SELECT d.*, least(t.passed, d.declared + INTERVAL 744 HOUR) AS due
FROM declared d JOIN there t ON t.kind = d.kind AND t.text = d.text AND t.hours = date_diff('hour', d.cut_off, d.declared);

-- WHO OWES WHAT. H26.GDDT ended on 20 February, and H26.YT took over.
CREATE OR REPLACE TABLE owed AS
SELECT e.agency, e.type, d.*
FROM expected e JOIN schedule s USING (type) JOIN due d USING (kind)
WHERE d.first <= CAST(now_() AS DATE) AND d.cut_off >= (SELECT min(hour) FROM heard) AND NOT (e.agency = 'H26.GDDT' AND d.last > DATE '2026-02-20');

CREATE OR REPLACE TABLE report AS
SELECT o.agency, o.type, o.text, o.due, min(l.accepted) AS delivered
FROM owed o LEFT JOIN log l ON l.type = o.type AND l.operation = 'upsert'
    AND (l.agency = o.agency OR (o.agency = 'H26.YT' AND l.agency = 'H26.GDDT' AND o.last > DATE '2026-02-20'))
    AND CASE WHEN o.type = 'statistic' THEN l.period || '@nd-09-2019' = o.text ELSE CAST(l.time AS DATE) BETWEEN o.first AND o.last END
GROUP BY ALL;

CREATE OR REPLACE TABLE standing AS
SELECT *, CASE WHEN delivered <= due THEN 'on-time' WHEN delivered > due THEN 'late' WHEN now_() > due THEN 'overdue' ELSE 'due' END AS status FROM report;

CREATE OR REPLACE TABLE rate AS
SELECT grouping(agency) AS is_all, agency, text, count(*) FILTER (WHERE now_() > due) AS due, count(*) FILTER (WHERE now_() > due AND delivered IS NOT NULL) AS delivered,
    count(*) FILTER (WHERE now_() > due AND status = 'on-time') AS on_time
FROM standing GROUP BY GROUPING SETS ((agency, text), (text));

CREATE OR REPLACE TABLE said AS
SELECT DISTINCT 'due ' || text AS name,
    strftime(declared, '%Y-%m-%dT%H:%M') || ' +' || date_diff('hour', declared, due) || ' h = ' || strftime(due, '%Y-%m-%dT%H:%M') AS text FROM owed
UNION ALL
SELECT 'report ' || agency || '/' || type || ' ' || text, status || ' ' || coalesce(strftime(delivered, '%Y-%m-%dT%H:%M'), '-') FROM standing
UNION ALL
SELECT 'rates ' || CASE WHEN is_all = 1 THEN 'of all' ELSE agency END || ' ' || text, format('{} of {} delivered, {} on time', delivered, due, on_time) FROM rate;
