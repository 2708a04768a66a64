-- THE WORKING-DAY CALENDAR AND DUE MOMENTS, from the legal rule: Labour Code 45/2019/QH14, articles 111(3) and 112; in 2020 the code of 2012, with one day for
-- National Day. What the rule leaves open is given by the yearly decisions: which days before Tết, which day beside 2 September, and days that are exchanged.
-- Of 2027 nothing is decided yet: only weekends are known.
--
-- Given: the table regime(id, last_day, working_days, hour); last_day is null where a month ends with the calendar's.

-- Of each year: the first day of Tết, how many of its five days come before it, the day of the Hùng kings, the second day of National Day.
CREATE TABLE decided AS FROM (VALUES
    (DATE '2020-01-25', 2, DATE '2020-04-02', NULL),
    (DATE '2021-02-12', 2, DATE '2021-04-21', DATE '2021-09-03'),
    (DATE '2022-02-01', 1, DATE '2022-04-10', DATE '2022-09-01'),
    (DATE '2023-01-22', 2, DATE '2023-04-29', DATE '2023-09-01'),
    (DATE '2024-02-10', 2, DATE '2024-04-18', DATE '2024-09-03'),
    (DATE '2025-01-29', 2, DATE '2025-04-07', DATE '2025-09-01'),
    (DATE '2026-02-17', 1, DATE '2026-04-26', DATE '2026-09-01')) d(tet, before, kings, beside);

CREATE TABLE exchanged AS FROM (VALUES
    (DATE '2024-04-29', DATE '2024-05-04'), (DATE '2025-05-02', DATE '2025-04-26'),
    (DATE '2026-01-02', DATE '2026-01-10'), (DATE '2026-08-31', DATE '2026-08-22')) e(off, worked);

CREATE TABLE holiday AS
SELECT make_date(year(tet), 1, 1) AS day FROM decided
UNION SELECT tet - before + CAST(n AS INTEGER) FROM decided, range(5) days(n)
UNION SELECT kings FROM decided
UNION SELECT make_date(year(tet), 4, 30) FROM decided
UNION SELECT make_date(year(tet), 5, 1) FROM decided
UNION SELECT make_date(year(tet), 9, 2) FROM decided
UNION SELECT beside FROM decided WHERE beside IS NOT NULL;

CREATE MACRO is_weekend(day) AS isodow(day) >= 6;

-- A holiday on a weekend is made up for on the next day that would be worked, and that makes up for no other.
CREATE TABLE made_up AS
WITH free AS (
    SELECT CAST(day AS DATE) AS day, row_number() OVER (ORDER BY day) AS i
    FROM generate_series(DATE '2020-01-01', DATE '2028-01-31', INTERVAL 1 DAY) days(day)
    WHERE NOT is_weekend(day) AND CAST(day AS DATE) NOT IN (SELECT day FROM holiday)
), lost AS (
    SELECT h.day, row_number() OVER (ORDER BY h.day) AS k, (SELECT min(i) FROM free WHERE free.day > h.day) AS i FROM holiday h WHERE is_weekend(h.day)
), taken AS (
    SELECT k + max(i - k) OVER (ORDER BY k) AS i FROM lost
)
SELECT free.day FROM taken JOIN free USING (i);

CREATE TABLE working_day AS
SELECT day, row_number() OVER (ORDER BY day) AS i
FROM (SELECT CAST(day AS DATE) AS day FROM generate_series(DATE '2020-01-01', DATE '2028-01-31', INTERVAL 1 DAY) days(day))
WHERE day IN (SELECT worked FROM exchanged)
    OR NOT (is_weekend(day) OR day IN (SELECT day FROM holiday) OR day IN (SELECT day FROM made_up) OR day IN (SELECT off FROM exchanged));

-- The periods: months up to the regime's last day, longer periods of whole months, and weeks of the calendar.
CREATE TABLE month AS
SELECT id, y, m, CASE WHEN last_day IS NULL THEN last_day(make_date(y, m, 1)) ELSE make_date(y, m, last_day) END AS last
FROM regime, range(2019, 2028) years(y), range(1, 13) months(m);

CREATE TABLE period AS
WITH span AS (
    SELECT id, y, last, lag(last) OVER (PARTITION BY id ORDER BY y, m) + 1 AS first, m FROM month
), named AS (
    SELECT id, y || '-' || lpad(CAST(m AS VARCHAR), 2, '0') AS text, first, last FROM span
    UNION ALL SELECT id, y || '-Q' || ((m + 2) // 3), min(first), max(last) FROM span GROUP BY id, y, (m + 2) // 3
    UNION ALL SELECT id, y || '-H' || ((m + 5) // 6), min(first), max(last) FROM span GROUP BY id, y, (m + 5) // 6
    UNION ALL SELECT id, y || '-9M', min(first), max(last) FROM span WHERE m <= 9 GROUP BY id, y
    UNION ALL SELECT id, CAST(y AS VARCHAR), min(first), max(last) FROM span GROUP BY id, y
)
SELECT id, text || CASE id WHEN 'calendar' THEN '' ELSE '@' || id END AS text, first, last FROM named
UNION ALL
SELECT 'calendar', strftime(monday, '%G-W%V'), CAST(monday AS DATE), CAST(monday AS DATE) + 6
FROM generate_series(DATE '2019-12-30', DATE '2027-12-27', INTERVAL 7 DAY) weeks(monday);

CREATE TABLE due AS
SELECT p.text, p.first, p.last, w.day + to_hours(r.hour) AS due
FROM period p JOIN regime r USING (id)
JOIN working_day w ON w.i = (SELECT count(*) FROM working_day before WHERE before.day <= p.last) + r.working_days
WHERE p.first >= DATE '2020-01-01' AND p.last <= DATE '2027-12-31';
