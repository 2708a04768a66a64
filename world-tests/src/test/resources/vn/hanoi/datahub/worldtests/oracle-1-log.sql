-- 1. THE LOG: registers, exported events, what became of each, what is in force, where it counts.
--
-- Given: the variables now (text, RFC 3339), areas and log (paths), and the table register_agency(agency, type, since, until, heir):
-- heir is the one agency that took over when it ended, null where there are none or several.
-- Every TIMESTAMP below is the clock on the wall in Hà Nội.

CREATE OR REPLACE MACRO wall(t) AS (CAST(t AS TIMESTAMPTZ) AT TIME ZONE 'Asia/Ho_Chi_Minh');
CREATE OR REPLACE MACRO now_() AS wall(getvariable('now'));

-- A unit is a code and the day it came into force. Its name here: code@day.
CREATE OR REPLACE TABLE unit AS
SELECT code, level, valid_from AS since, valid_to AS until, parent, code || '@' || valid_from AS unit
FROM read_csv(getvariable('areas'), header = true, columns = {
    'code': 'VARCHAR', 'level': 'VARCHAR', 'name': 'VARCHAR', 'kind': 'VARCHAR', 'valid_from': 'DATE', 'valid_to': 'DATE', 'parent': 'VARCHAR',
    'population': 'VARCHAR', 'square_kilometres': 'VARCHAR', 'longitude': 'VARCHAR', 'latitude': 'VARCHAR'});

CREATE OR REPLACE MACRO in_force_on(since, until, day) AS since <= day AND (until IS NULL OR until >= day);

-- Of each unit and day on which it is in force: itself and the units above it. A parent is a code, to be looked up on the same day.
CREATE OR REPLACE MACRO lineage_on(day_of) AS TABLE
WITH own AS (
    SELECT d.position, u.* FROM query_table(day_of) d JOIN unit u ON u.code = d.area AND in_force_on(u.since, u.until, d.day)
), above AS (
    SELECT o.position, a.* FROM own o JOIN query_table(day_of) d USING (position) JOIN unit a ON a.code = o.parent AND in_force_on(a.since, a.until, d.day)
), top AS (
    SELECT o.position, a.* FROM above o JOIN query_table(day_of) d USING (position) JOIN unit a ON a.code = o.parent AND in_force_on(a.since, a.until, d.day)
)
SELECT l.position, l.unit AS area, l.level, l.until AS area_until, o.unit, o.level AS unit_level, o.since AS unit_since, o.until AS unit_until
FROM (FROM own UNION ALL FROM above UNION ALL FROM top) l JOIN own o USING (position);

-- One column per field of any event type. Numbers by value and timestamps by the moment they name, so that equal content is equal here.
CREATE OR REPLACE TABLE event AS
SELECT * REPLACE (
    wall(time) AS time, wall(dueAt) AS dueAt, wall(resolvedAt) AS resolvedAt, wall(receivedAt) AS receivedAt, wall(closedAt) AS closedAt,
    wall(openedAt) AS openedAt, wall(completedAt) AS completedAt, wall(assignedAt) AS assignedAt, wall(publishDueAt) AS publishDueAt,
    wall(publishedAt) AS publishedAt, wall(updatedAt) AS updatedAt, wall(submittedAt) AS submittedAt, wall(issuedAt) AS issuedAt,
    wall(lastExchangeAt) AS lastExchangeAt, wall(createdAt) AS createdAt, wall(transferredAt) AS transferredAt)
FROM (
    SELECT
        position,
        replace(event ->> 'type', 'vn.hanoi.', '') AS type,
        event ->> 'source' AS source,
        split_part(event ->> 'source', ':', 4) AS agency,
        event ->> 'subject' AS subject,
        event ->> 'id' AS id,
        event ->> 'time' AS time,
        coalesce(CAST(event ->> 'dataversion' AS BIGINT), 0) AS version,
        coalesce(event ->> 'operation', 'upsert') = 'retract' AS retract,
        event -> 'data' AS data,
        unnest(from_json(coalesce(event -> 'data', '{}'), '{
            "area": "VARCHAR", "level": "VARCHAR", "sector": "VARCHAR", "status": "VARCHAR", "kind": "VARCHAR", "inForce": "BOOLEAN",
            "eligible": "BOOLEAN", "online": "VARCHAR", "prefilled": "BOOLEAN", "nationalPortal": "BOOLEAN", "publishDueAt": "VARCHAR",
            "publishedAt": "VARCHAR", "procedure": "VARCHAR", "channel": "VARCHAR", "receivedAt": "VARCHAR", "dueAt": "VARCHAR",
            "resolvedAt": "VARCHAR", "resultElectronic": "BOOLEAN", "resultDigitised": "BOOLEAN", "identifierLinked": "BOOLEAN",
            "authentication": "VARCHAR", "applicant": "VARCHAR", "applicantKind": "VARCHAR", "fee": "BOOLEAN", "feePaid": "VARCHAR",
            "amount": "BIGINT", "rating": "INTEGER", "secret": "BOOLEAN", "openedAt": "VARCHAR", "closedAt": "VARCHAR", "digital": "BOOLEAN",
            "completedAt": "VARCHAR", "dxStatus": "VARCHAR", "onPlatform": "BOOLEAN", "assignedAt": "VARCHAR", "group": "VARCHAR",
            "leadAgency": "VARCHAR", "progress": "INTEGER", "theme": "VARCHAR", "published": "BOOLEAN", "updatePeriodDays": "INTEGER",
            "updatedAt": "VARCHAR", "index": "VARCHAR", "year": "INTEGER", "rank": "INTEGER", "of": "INTEGER", "category": "VARCHAR",
            "satisfied": "BOOLEAN", "reportType": "VARCHAR", "submittedAt": "VARCHAR", "viaSystem": "BOOLEAN", "electronic": "BOOLEAN",
            "signed": "BOOLEAN", "issuedAt": "VARCHAR", "connected": "BOOLEAN", "nationalDatabase": "VARCHAR", "lastExchangeAt": "VARCHAR",
            "securityLevel": "INTEGER", "approved": "BOOLEAN", "measuresComplete": "BOOLEAN", "supported": "BOOLEAN", "since": "VARCHAR",
            "cashless": "BOOLEAN", "onlineWorkflow": "BOOLEAN", "preservation": "BOOLEAN", "permanent": "BOOLEAN", "createdAt": "VARCHAR",
            "transferredAt": "VARCHAR", "count": "BIGINT", "statistic": "VARCHAR", "period": "VARCHAR", "numerator": "DECIMAL(24,6)",
            "denominator": "DECIMAL(24,6)", "dimension": "VARCHAR", "method": "VARCHAR", "station": "VARCHAR", "parameter": "VARCHAR",
            "value": "DECIMAL(24,6)", "averagingMinutes": "INTEGER", "latitude": "DOUBLE", "longitude": "DOUBLE", "link": "VARCHAR",
            "speedKmh": "DECIMAL(18,6)", "freeFlowKmh": "DECIMAL(18,6)", "vehicles": "INTEGER", "lengthM": "DOUBLE", "gauge": "VARCHAR",
            "millimetres": "DECIMAL(24,6)", "levelMetres": "DECIMAL(24,6)"}'))
    FROM read_ndjson(getvariable('log'), columns = {'position': 'BIGINT', 'event': 'JSON'}));

-- The first event of an id counts. The same id again is a duplicate (same payload) or is rejected (another payload).
CREATE OR REPLACE TABLE told AS
WITH by_id AS (
    SELECT
        position,
        row_number() OVER ids AS n,
        json_merge_patch(to_json(e), '{"position": null, "data": null}') AS payload,
        first_value(json_merge_patch(to_json(e), '{"position": null, "data": null}')) OVER ids AS first_payload
    FROM event e
    WINDOW ids AS (PARTITION BY type, source, subject, id ORDER BY position)
)
SELECT position, CASE WHEN n = 1 THEN 'kept' WHEN payload = first_payload THEN 'duplicate' ELSE 'rejected' END AS outcome FROM by_id;

-- The versions of an identity (for observations: of one moment), oldest first. The newest is in force. What a retraction has before it never held.
CREATE OR REPLACE TABLE live AS
WITH kept AS (
    SELECT e.*, CASE WHEN type LIKE '%-observation' THEN time END AS moment FROM event e JOIN told USING (position) WHERE outcome = 'kept'
), ordered AS (
    SELECT
        *,
        row_number() OVER versions AS n,
        lead(time) OVER versions AS next_time
    FROM kept
    WINDOW versions AS (PARTITION BY agency, type, subject, moment ORDER BY time, version, position)
)
SELECT
    * EXCLUDE (n),
    n = max(n) OVER (PARTITION BY agency, type, subject, moment) AS newest,
    n > coalesce(max(CASE WHEN retract THEN n END) OVER (PARTITION BY agency, type, subject, moment), 0) AS held
FROM ordered;

CREATE OR REPLACE TABLE outcome AS
SELECT CASE WHEN outcome <> 'kept' THEN outcome WHEN newest THEN 'applied' ELSE 'superseded' END AS outcome, count(*) AS events
FROM told LEFT JOIN live USING (position)
GROUP BY ALL;

-- What can count: versions with no retraction after them. State folds look at all of them, the others at the one in force.
CREATE OR REPLACE TABLE e AS SELECT * EXCLUDE (retract, held, moment) FROM live WHERE held;
CREATE OR REPLACE VIEW in_force AS SELECT position, agency, time, version FROM e WHERE newest;
CREATE OR REPLACE VIEW history AS SELECT position, time, next_time FROM e;

-- Where: the unit as it was on the event's time, and those above it. Types without area count in the city.
CREATE OR REPLACE TABLE day_of AS SELECT position, coalesce(area, '01') AS area, CAST(time AS DATE) AS day FROM e;
CREATE OR REPLACE TABLE place AS FROM lineage_on('day_of');
