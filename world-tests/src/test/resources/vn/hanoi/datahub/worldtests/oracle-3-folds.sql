-- 3. THE FOLDS

CREATE OR REPLACE TABLE answer (
    indicator VARCHAR, area VARCHAR, period VARCHAR, slice VARCHAR, value DOUBLE, numerator DOUBLE, denominator DOUBLE, events BIGINT);

CREATE OR REPLACE MACRO rank_of(kind) AS list_position(['hour', 'day', 'month', 'quarter', 'year'], kind);
CREATE OR REPLACE MACRO label(kind, start) AS CASE kind
    WHEN 'hour' THEN strftime(start, '%Y-%m-%dT%H')
    WHEN 'day' THEN strftime(start, '%Y-%m-%d')
    WHEN 'month' THEN strftime(start, '%Y-%m')
    WHEN 'quarter' THEN year(start) || '-Q' || quarter(start)
    ELSE CAST(year(start) AS VARCHAR) END;
CREATE OR REPLACE MACRO finish_of(kind, start) AS start + CASE kind
    WHEN 'hour' THEN INTERVAL 1 HOUR WHEN 'day' THEN INTERVAL 1 DAY WHEN 'month' THEN INTERVAL 1 MONTH WHEN 'quarter' THEN INTERVAL 3 MONTH ELSE INTERVAL 1 YEAR END;

CREATE OR REPLACE MACRO quotient(numerator, denominator, factor) AS
    CASE WHEN denominator <> 0 THEN CAST(numerator AS DOUBLE) / CAST(denominator AS DOUBLE) * factor END;

-- A unit counts in a period only if it was still in force when the period ended.
-- It must have come into force before: reports for the time before it are for others, who reported them.
CREATE OR REPLACE MACRO there(since, finish) AS since < CAST(finish AS DATE);
CREATE OR REPLACE MACRO stands(until, finish) AS until IS NULL OR until + 1 >= CAST(finish AS DATE);

-- The periods a value can be asked for, from the first in which anything happens to the one that holds now.
CREATE OR REPLACE TABLE period AS
SELECT kind, label(kind, start) AS period, start, finish_of(kind, start) AS finish
FROM (
    SELECT DISTINCT kind, date_trunc(kind, month) AS start
    FROM (
        SELECT unnest(generate_series(date_trunc('year', coalesce((SELECT min(moment) FROM contribution), now_())), now_(), INTERVAL 1 MONTH)) AS month
    ), (VALUES ('month'), ('quarter'), ('year')) AS k (kind))
UNION ALL
-- A span of days takes the reports that are no longer than the longest period that ends with it and does not begin before it.
SELECT
    CASE
        WHEN finish = date_trunc('year', finish) AND start <= finish - INTERVAL 1 YEAR THEN 'year'
        WHEN finish = date_trunc('quarter', finish) AND start <= finish - INTERVAL 3 MONTH THEN 'quarter'
        WHEN finish = date_trunc('month', finish) AND start <= finish - INTERVAL 1 MONTH THEN 'month'
        ELSE 'day' END,
    text, start, finish
FROM span;

-- Folds that add: the event in force, in each period that holds it, once the clock has reached `m`.
CREATE OR REPLACE TABLE counted AS
SELECT c.* EXCLUDE (grain), date_trunc(kind, moment) AS start, kind, label(kind, moment) AS period, d.fold, d.factor
FROM contribution c
JOIN in_force e USING (position)
JOIN (SELECT *, periods[1] AS finest, unnest(periods) AS kind FROM definition) d USING (indicator)
WHERE d.fold IN ('ratio', 'report-ratio', 'member-mean', 'member-max', 'distinct', 'latest', 'growth')
    AND c.moment IS NOT NULL
    AND (c.m IS NULL OR c.m <= now_())
    AND (d.valid_to IS NULL OR date_trunc(d.finest, c.moment) <= d.valid_to)
    AND rank_of(d.kind) >= rank_of(coalesce(c.grain, d.finest))
    AND (d.fold <> 'growth' OR c.grain = d.kind)
UNION ALL
SELECT c.* EXCLUDE (grain), s.start, 'span', s.text, d.fold, d.factor
FROM contribution c
JOIN in_force e USING (position)
JOIN (SELECT *, periods[1] AS finest FROM definition) d USING (indicator)
JOIN span s ON c.moment >= s.start AND CASE WHEN c.grain IS NULL THEN c.moment < s.finish ELSE finish_of(c.grain, c.moment) <= s.finish END
WHERE d.fold IN ('ratio', 'report-ratio', 'member-mean', 'member-max', 'latest')
    AND (c.m IS NULL OR c.m <= now_())
    AND (d.valid_to IS NULL OR date_trunc(d.finest, c.moment) <= d.valid_to);

-- ratio, report-ratio: numerators ÷ denominators of the events in the period.
INSERT INTO answer
SELECT indicator, area, period, slice, quotient(sum(numerator), sum(denominator), any_value(factor)), sum(numerator), sum(denominator), count(*)
FROM counted JOIN cell USING (indicator, position)
WHERE fold IN ('ratio', 'report-ratio')
GROUP BY indicator, area, period, slice;

-- member-mean: of a member numerators ÷ denominators; of the area the mean of the members' means.
INSERT INTO answer
WITH member AS (
    SELECT indicator, area, period, slice, sum(numerator) AS numerator, sum(denominator) AS denominator, count(*) AS events
    FROM counted JOIN cell USING (indicator, position)
    WHERE fold = 'member-mean' AND slice <> ''
    GROUP BY indicator, area, period, slice
)
SELECT indicator, area, period, slice, quotient(numerator, denominator, 1), numerator, denominator, events FROM member
UNION ALL
SELECT indicator, area, period, '', avg(quotient(numerator, denominator, 1)), sum(quotient(numerator, denominator, 1)), count(*), sum(events)
FROM member
GROUP BY indicator, area, period;

-- member-max: of a member the sum; of the area its highest member.
INSERT INTO answer
WITH member AS (
    SELECT indicator, area, period, slice, sum(numerator) AS numerator, count(*) AS events
    FROM counted JOIN cell USING (indicator, position)
    WHERE fold = 'member-max' AND slice <> ''
    GROUP BY indicator, area, period, slice
)
SELECT indicator, area, period, slice, numerator, numerator, NULL, events FROM member
UNION ALL
SELECT indicator, area, period, '', max(numerator), max(numerator), NULL, sum(events) FROM member GROUP BY indicator, area, period;

-- distinct: of the values seen in the period, those with at least one event whose numerator is not 0.
INSERT INTO answer
SELECT
    indicator, area, period, slice,
    quotient(count(DISTINCT value) FILTER (numerator <> 0), count(DISTINCT value), any_value(factor)),
    count(DISTINCT value) FILTER (numerator <> 0), count(DISTINCT value), count(*)
FROM counted JOIN cell USING (indicator, position)
WHERE fold = 'distinct'
GROUP BY indicator, area, period, slice;

-- latest: of a member the numerator of its newest event in the period, of equally new ones the greater. The total is the headline's.
INSERT INTO answer
WITH member AS (
    SELECT indicator, area, period, slice, CAST(numerator AS DOUBLE) AS latest, count(*) OVER (PARTITION BY indicator, area, period, slice) AS events
    FROM counted JOIN cell USING (indicator, position) JOIN in_force USING (position)
    WHERE fold = 'latest' AND slice <> ''
    QUALIFY row_number() OVER (PARTITION BY indicator, area, period, slice ORDER BY time DESC, counted.numerator DESC) = 1
)
SELECT indicator, area, period, slice, latest, latest, NULL, events FROM member
UNION ALL
SELECT indicator, area, period, '', latest, latest, NULL, events FROM member JOIN headline USING (indicator, slice);

-- growth: productivity of exactly that year against the year before.
INSERT INTO answer
WITH year_of AS (
    SELECT indicator, area, slice, start, sum(numerator) AS numerator, sum(denominator) AS denominator, count(*) AS events
    FROM counted JOIN cell USING (indicator, position)
    WHERE fold = 'growth' AND stands(unit_until, start + INTERVAL 1 YEAR)
    GROUP BY indicator, area, slice, start
), p AS (
    SELECT *, quotient(numerator, denominator, 1) AS p FROM year_of
)
SELECT t.indicator, t.area, label('year', t.start), t.slice, quotient(t.p - b.p, b.p, 100), t.p - b.p, CASE WHEN t.p IS NOT NULL THEN b.p END, t.events
FROM p t LEFT JOIN p b ON b.indicator = t.indicator AND b.area = t.area AND b.slice = t.slice AND b.start = t.start - INTERVAL 1 YEAR;

-- What was reported last, as seen from the end of each period: of each unit, agency and part the report that ends last (of those the longest),
-- no longer than the period asked for, and not 24 months old. A report for the area itself counts instead of those for its parts.
-- In a register and in a stock it does not matter who reported. Only communes are units of a register.
CREATE OR REPLACE TABLE reported AS
WITH candidate AS (
    SELECT
        c.indicator, c.numerator, c.denominator, finish_of(c.grain, c.moment) AS until, rank_of(c.grain) AS length,
        cell.area, cell.area_until, cell.slice, cell.unit, d.fold, d.factor, p.kind, p.period, p.start, p.finish,
        e.agency, e.time, e.version, e.position
    FROM contribution c
    JOIN definition d USING (indicator)
    JOIN in_force e USING (position)
    JOIN cell USING (indicator, position)
    JOIN period p ON list_contains(d.periods, p.kind)
        AND rank_of(c.grain) <= rank_of(p.kind)
        AND finish_of(c.grain, c.moment) <= p.finish
        AND finish_of(c.grain, c.moment) > p.finish - INTERVAL 24 MONTH
        AND stands(cell.unit_until, p.finish)
        AND (cell.unit = cell.area OR there(cell.unit_since, p.finish))
    WHERE c.part = 'stock'
        AND d.fold IN ('snapshot', 'minimum', 'register', 'cumulative', 'rolling-distinct')
        AND (d.fold <> 'register' OR cell.unit_level = 'commune')
), latest AS (
    FROM candidate
    QUALIFY row_number() OVER (
        PARTITION BY indicator, area, kind, period, slice, unit, CASE WHEN fold IN ('snapshot', 'minimum') THEN agency END
        ORDER BY
            until DESC, length DESC, CASE WHEN fold IN ('snapshot', 'minimum') THEN 0 ELSE numerator END DESC,
            CASE WHEN fold IN ('snapshot', 'minimum') THEN 0 ELSE denominator END DESC, time DESC, version DESC, position DESC) = 1
)
FROM latest
QUALIFY unit = area OR NOT bool_or(unit = area) OVER (PARTITION BY indicator, area, kind, period, slice);

-- snapshot, and the parts of minimum.
INSERT INTO answer
SELECT indicator, area, period, slice, quotient(sum(numerator), sum(denominator), any_value(factor)), sum(numerator), sum(denominator), count(*)
FROM reported
WHERE fold IN ('snapshot', 'minimum') AND (fold = 'snapshot' OR slice <> '')
GROUP BY indicator, area, period, slice;

-- minimum: the total is the part with the lowest ratio.
INSERT INTO answer
SELECT indicator, area, period, '', value, numerator, denominator, sum(events) OVER (PARTITION BY indicator, area, period)
FROM answer JOIN definition USING (indicator)
WHERE fold = 'minimum' AND value IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY indicator, area, period ORDER BY value, slice) = 1;

-- register: communes with something ÷ communes in force at the end of the period; of a unit that ended within the period, at its start.
INSERT INTO answer
WITH got AS (
    SELECT
        indicator, area, area_until, period, any_value(factor) AS factor, count(*) FILTER (numerator > 0) AS numerator, count(*) AS events,
        CASE WHEN stands(area_until, finish) THEN CAST(finish AS DATE) - 1 ELSE CAST(start AS DATE) END AS day
    FROM reported
    WHERE fold = 'register' AND slice = ''
    GROUP BY indicator, area, area_until, kind, period, start, finish
), register AS (
    SELECT got.*, count(c.unit) AS denominator
    FROM got
    JOIN unit a ON a.unit = got.area
    LEFT JOIN unit c ON c.level = 'commune' AND in_force_on(c.since, c.until, got.day) AND (a.level = 'city' OR c.unit = a.unit OR c.parent = a.code)
    GROUP BY ALL
)
SELECT indicator, area, period, '', quotient(numerator, denominator, factor), numerator, denominator, events FROM register;

-- State: what holds at the end of each period: the newest event of each subject up to it. `m` and `n` bound the numerator alone.
CREATE OR REPLACE TABLE standing AS
SELECT
    c.indicator, c.position, c.denominator, c.value, d.fold, d.factor, d.per, p.period, p.finish,
    CASE
        WHEN d.holds LIKE '%from%' AND NOT coalesce(c.m < p.finish AND c.m <= now_(), false) THEN 0
        WHEN d.holds LIKE '%until%' AND coalesce(c.n < p.finish AND c.n <= now_(), true) THEN 0
        ELSE c.numerator END AS numerator
FROM contribution c
JOIN definition d USING (indicator)
JOIN history e USING (position)
-- Of a span of days the state is known wherever one of the finest periods ends with it.
JOIN period p ON (list_contains(d.periods, p.kind) OR p.finish = date_trunc(d.periods[1], p.finish))
    AND e.time < p.finish AND (e.next_time IS NULL OR e.next_time >= p.finish)
WHERE d.fold IN ('state', 'state-distinct');

-- state
INSERT INTO answer
SELECT
    indicator, area, period, slice,
    CASE any_value(per) WHEN 'none' THEN CAST(sum(numerator) AS DOUBLE) ELSE quotient(sum(numerator), sum(denominator), any_value(factor)) END,
    sum(numerator), CASE any_value(per) WHEN 'none' THEN NULL ELSE sum(denominator) END, count(*)
FROM standing JOIN cell USING (indicator, position)
WHERE fold = 'state' AND stands(area_until, finish)
GROUP BY indicator, area, period, slice;

-- Who answers at the end of a period for an agency: itself, or who took over; nobody where it has ended, and none or several did.
CREATE OR REPLACE TABLE answers_for AS
WITH RECURSIVE line AS (
    SELECT agency, agency AS heir, CAST(finish AS DATE) - 1 AS day FROM (SELECT DISTINCT agency FROM register_agency), (SELECT DISTINCT finish FROM period)
    UNION
    SELECT line.agency, r.heir, line.day FROM line JOIN register_agency r ON r.agency = line.heir WHERE r.until < line.day AND r.heir IS NOT NULL
)
SELECT DISTINCT line.agency, line.heir, line.day
FROM line JOIN register_agency r ON r.agency = line.heir AND r.type = 'dataset'
WHERE coalesce(r.since <= line.day, true) AND coalesce(r.until >= line.day, true);

-- state-distinct: how many have a numerator above 0; where the definition covers agencies, as a share of those that may publish the type on the last day.
INSERT INTO answer
WITH held AS (
    SELECT
        indicator, area, period, finish, slice, any_value(per) AS per, any_value(factor) AS factor,
        count(DISTINCT CASE per WHEN 'agencies' THEN a.heir ELSE value END) FILTER (numerator > 0) AS numerator, count(*) AS events
    FROM standing JOIN cell USING (indicator, position)
    LEFT JOIN answers_for a ON a.agency = value AND a.day = CAST(finish AS DATE) - 1
    WHERE fold = 'state-distinct' AND stands(area_until, finish)
    GROUP BY indicator, area, period, finish, slice
), expected AS (
    SELECT day, count(DISTINCT heir) AS n FROM answers_for WHERE agency = heir GROUP BY day
)
SELECT
    indicator, area, period, slice, CASE per WHEN 'agencies' THEN quotient(numerator, n, factor) ELSE numerator END, numerator,
    CASE per WHEN 'agencies' THEN n END, events
FROM held JOIN expected ON day = CAST(finish AS DATE) - 1;

-- cumulative: flows so far ÷ (stock + flows so far). The stock is in the total and in the part of the agency that reported it.
INSERT INTO answer
WITH flow AS (
    SELECT c.indicator, cell.area, p.period, cell.slice, c.numerator, c.denominator
    FROM contribution c
    JOIN definition d USING (indicator)
    JOIN in_force e USING (position)
    JOIN cell USING (indicator, position)
    JOIN period p ON list_contains(d.periods, p.kind) AND c.moment < p.finish AND stands(cell.area_until, p.finish)
    WHERE d.fold = 'cumulative' AND c.part = 'flow'
), both_ AS (
    SELECT * FROM flow
    UNION ALL
    SELECT indicator, area, period, slice, 0, denominator FROM reported WHERE fold = 'cumulative'
)
SELECT indicator, area, period, slice, quotient(sum(numerator), sum(denominator), 100), sum(numerator), sum(denominator), count(*)
FROM both_
GROUP BY indicator, area, period, slice;

-- rolling-distinct: distinct values among the flow of the 12 months that end with the period ÷ the stock.
INSERT INTO answer
WITH flow AS (
    SELECT c.indicator, cell.area, p.period, c.value, 0 AS stock
    FROM contribution c
    JOIN definition d USING (indicator)
    JOIN in_force e USING (position)
    JOIN cell USING (indicator, position)
    JOIN period p ON list_contains(d.periods, p.kind) AND c.moment < p.finish AND c.moment >= p.finish - INTERVAL 12 MONTH AND stands(cell.area_until, p.finish)
    WHERE d.fold = 'rolling-distinct' AND c.part = 'flow' AND cell.slice = ''
), both_ AS (
    SELECT * FROM flow
    UNION ALL
    SELECT indicator, area, period, NULL, denominator FROM reported WHERE fold = 'rolling-distinct' AND slice = ''
)
SELECT indicator, area, period, '', quotient(count(DISTINCT value), sum(stock), 100), count(DISTINCT value), sum(stock), count(*)
FROM both_
GROUP BY indicator, area, period;
