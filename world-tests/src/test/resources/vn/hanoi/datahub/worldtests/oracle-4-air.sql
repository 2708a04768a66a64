-- 4. VN_AQI (Decision 1459/QĐ-TCMT)

-- Sub-index by concentration in µg/m³: within a band on the straight line between its ends, beyond the last band 500. Above 400 the mean of
-- 8 hours of ozone has none.
CREATE OR REPLACE TABLE band AS
WITH breakpoint AS (
    SELECT * FROM (VALUES
        ('O3',    [0, 160, 200, 300, 400, 800, 1000, 1200]),
        ('O3 8h', [0, 100, 120, 170, 210, 400]),
        ('CO',    [0, 10000, 30000, 45000, 60000, 90000, 120000, 150000]),
        ('SO2',   [0, 125, 350, 550, 800, 1600, 2100, 2630]),
        ('NO2',   [0, 100, 200, 700, 1200, 2350, 3100, 3850]),
        ('PM10',  [0, 50, 150, 250, 350, 420, 500, 600]),
        ('PM25',  [0, 25, 50, 80, 150, 250, 350, 500])) AS b (of_, c)
), at_index AS (
    SELECT of_, c, [0, 50, 100, 150, 200, 300, 400, 500] AS i, unnest(generate_series(1, len(c) - 1)) AS k FROM breakpoint
)
SELECT of_, CAST(CASE k WHEN 1 THEN -1 ELSE c[k] END AS DOUBLE) AS above, CAST(c[k + 1] AS DOUBLE) AS up_to, c[k] AS c0, c[k + 1] AS c1, i[k] AS i0, i[k + 1] AS i1
FROM at_index
UNION ALL
SELECT of_, CAST(c[8] AS DOUBLE), CAST('infinity' AS DOUBLE), 0, 1, 500, 500 FROM breakpoint WHERE len(c) = 8;

CREATE OR REPLACE MACRO sub_index(c, c0, c1, i0, i1) AS (i1 - i0) / CAST(c1 - c0 AS DOUBLE) * (c - c0) + i0;
CREATE OR REPLACE MACRO half_up(x) AS floor(x + 0.5 + 1e-9);

-- Every hour in which a station reported something in an area.
CREATE OR REPLACE TABLE observation AS
SELECT p.area, station, parameter, date_trunc('hour', time - to_minutes(averagingMinutes)) AS hour, value
FROM e JOIN place p USING (position)
WHERE type = 'air-observation' AND newest;

CREATE OR REPLACE TABLE station_hour AS SELECT area, station, hour, count(*) AS events FROM observation GROUP BY ALL;
CREATE OR REPLACE TABLE mean_of_hour AS
SELECT area, station, parameter, hour, CAST(sum(value) AS DOUBLE) / count(*) AS c FROM observation GROUP BY ALL;

-- Nowcast over the twelve hours up to one: the newest weighs 1, each older one w times the next; missing hours weigh nothing.
CREATE OR REPLACE TABLE nowcast AS
WITH twelve AS (
    SELECT h.area, h.station, h.hour, m.parameter, m.c, date_diff('hour', m.hour, h.hour) AS age
    FROM station_hour h
    JOIN mean_of_hour m ON m.area = h.area AND m.station = h.station AND m.hour BETWEEN h.hour - INTERVAL 11 HOUR AND h.hour
    WHERE m.parameter IN ('PM25', 'PM10')
), weighed AS (
    SELECT *, CASE WHEN max(c) OVER twelve = 0 THEN 1 ELSE greatest(min(c) OVER twelve / max(c) OVER twelve, 0.5) END AS w
    FROM twelve
    WINDOW twelve AS (PARTITION BY area, station, hour, parameter)
)
SELECT area, station, hour, parameter, sum(pow(w, age) * c) / sum(pow(w, age)) AS c
FROM weighed
GROUP BY ALL
HAVING count(*) FILTER (age <= 2) >= 2;

CREATE OR REPLACE TABLE hourly AS
WITH sub AS (
    SELECT area, station, hour, parameter, sub_index(c, c0, c1, i0, i1) AS i
    FROM (FROM nowcast UNION ALL SELECT area, station, hour, parameter, c FROM mean_of_hour WHERE parameter NOT IN ('PM25', 'PM10'))
    JOIN band ON of_ = parameter AND c > above AND c <= up_to
)
SELECT h.area, h.station, h.hour, any_value(h.events) AS events, CASE WHEN bool_or(parameter IN ('PM25', 'PM10')) THEN half_up(max(i)) END AS i
FROM station_hour h LEFT JOIN sub USING (area, station, hour)
GROUP BY ALL;

-- A day is 24 hour starts. Particulates by the mean of the hours there are, gases by the highest hour, ozone also by the highest mean of
-- eight hours of the day of which six are there.
CREATE OR REPLACE TABLE daily AS
WITH concentration AS (
    SELECT area, station, date_trunc('day', hour) AS day, parameter, parameter AS of_, avg(c) AS c FROM mean_of_hour WHERE parameter IN ('PM25', 'PM10') GROUP BY ALL
    UNION ALL
    SELECT area, station, date_trunc('day', hour), parameter, parameter, c FROM mean_of_hour WHERE parameter NOT IN ('PM25', 'PM10')
    UNION ALL
    SELECT area, station, date_trunc('day', hour), 'O3', 'O3 8h', avg(c)
    FROM mean_of_hour, generate_series(0, 16) AS w (first)
    WHERE parameter = 'O3' AND hour(hour) BETWEEN first AND first + 7
    GROUP BY area, station, date_trunc('day', hour), first
    HAVING count(*) >= 6
), sub AS (
    SELECT area, station, day, parameter, sub_index(c, c0, c1, i0, i1) AS i
    FROM concentration JOIN band ON band.of_ = concentration.of_ AND c > above AND c <= up_to
), day_of_station AS (
    SELECT area, station, date_trunc('day', hour) AS day, sum(events) AS events FROM station_hour GROUP BY ALL
)
SELECT d.area, d.station, d.day, any_value(d.events) AS events, CASE WHEN bool_or(parameter IN ('PM25', 'PM10')) THEN half_up(max(i)) END AS i
FROM day_of_station d LEFT JOIN sub USING (area, station, day)
GROUP BY ALL;

-- An area's index is that of its worst station that has one.
INSERT INTO answer
WITH index_ AS (
    SELECT 'air.vn_aqi_hourly' AS indicator, area, label('hour', hour) AS period, station, i, events FROM hourly
    UNION ALL
    SELECT 'air.vn_aqi_daily', area, label('day', day), station, i, events FROM daily
)
SELECT indicator, area, period, 'station=' || station, i, NULL, NULL, events FROM index_
UNION ALL
SELECT indicator, area, period, '', max(i), NULL, NULL, sum(events) FROM index_ GROUP BY indicator, area, period;
