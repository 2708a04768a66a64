-- 2. THE DEFINITIONS: copied by hand from the catalogue, and what each event contributes to each of them.

-- factor: 100 where the unit is a per cent. per: 'none' where the definition has no denominator, and the value is the numerator itself.
CREATE OR REPLACE TABLE definition AS
SELECT
    indicator, fold, factor, per, string_split(periods, ' ') AS periods, string_split(levels, ' ') AS levels,
    CASE WHEN dimensions = '' THEN [] ELSE string_split(dimensions, ' ') END AS dimensions, holds, CAST(valid_to AS DATE) AS valid_to
FROM (VALUES
    -- Chính quyền số
    ('dg.online_services_full',         'state',            100, '',     'month quarter year',     'city',                  'sector level',     '',           NULL),
    ('dg.work_dossiers_online.city',    'ratio',            100, '',     'day month quarter year', 'commune district city', 'sector',           '',           NULL),
    ('dg.work_dossiers_online.district','ratio',            100, '',     'day month quarter year', 'commune district city', 'sector',           '',           '2025-06-30'),
    ('dg.work_dossiers_online.commune', 'ratio',            100, '',     'day month quarter year', 'commune district city', 'sector',           '',           NULL),
    ('dg.inspections_digital',          'ratio',            100, '',     'day month quarter year', 'commune district city', 'sector',           '',           NULL),
    ('dg.agencies_dx_completed',        'state',            100, '',     'month quarter year',     'city',                  'kind level',       '',           NULL),
    ('dg.internal_management_online',   'ratio',            100, '',     'day month quarter year', 'commune district city', 'level',            '',           NULL),
    ('dg.open_data_agencies',           'state-distinct',   100, 'agencies','month quarter year',  'city',                  'theme',            'until',      NULL),
    ('dg.dx_rank',                      'latest',           1,   'none', 'year',                   'city',                  'index',            '',           NULL),
    ('dg.smart_urban_areas',            'state',            1,   'none', 'month quarter year',     'commune district city', '',                 '',           NULL),
    ('dg.tthc_dossiers_online',         'ratio',            100, '',     'day month quarter year', 'commune district city', 'sector procedure', '',           NULL),
    ('dg.services_prefilled',           'state',            100, '',     'month quarter year',     'city',                  'sector',           '',           NULL),
    ('dg.users_unified_identity',       'distinct',         100, '',     'month quarter year',     'commune district city', 'applicantKind',    '',           NULL),
    ('dg.services_on_national_portal',  'state',            100, '',     'month quarter year',     'city',                  'sector',           '',           NULL),
    ('dg.tthc_on_time',                 'ratio',            100, '',     'day month quarter year', 'commune district city', 'sector procedure', '',           NULL),
    ('dg.tthc_results_electronic',      'ratio',            100, '',     'day month quarter year', 'commune district city', 'procedure',        '',           NULL),
    ('dg.dossiers_linked_personal_id',  'ratio',            100, '',     'day month quarter year', 'commune district city', '',                 '',           NULL),
    ('dg.specialised_db_connected',     'state',            100, '',     'month quarter year',     'city',                  'nationalDatabase', 'until',      NULL),
    ('dg.feedback_on_time',             'ratio',            100, '',     'day month quarter year', 'commune district city', 'category',         '',           NULL),
    ('dg.satisfaction_tthc',            'ratio',            100, '',     'day month quarter year', 'commune district city', 'sector',           '',           NULL),
    ('dg.tthc_online_payment',          'ratio',            100, '',     'day month quarter year', 'commune district city', 'procedure',        '',           NULL),
    ('dg.procedures_published_on_time', 'ratio',            100, '',     'day month quarter year', 'city',                  'sector',           '',           NULL),
    ('dg.reports_online',               'ratio',            100, '',     'day month quarter year', 'city',                  'reportType level', '',           NULL),
    ('dg.documents_signed',             'ratio',            100, '',     'day month quarter year', 'city',                  'level',            '',           NULL),
    ('dg.officials_digital_identity',   'snapshot',         100, '',     'month quarter year',     'city',                  'dimension',        '',           NULL),
    ('dg.officials_dx_trained',         'snapshot',         100, '',     'month quarter year',     'city',                  'dimension',        '',           NULL),
    ('dg.systems_security_level',       'state',            100, '',     'month quarter year',     'city',                  'securityLevel',    '',           NULL),
    -- Kinh tế số
    ('de.grdp_share',                   'snapshot',         100, '',     'month quarter year',     'city',                  'dimension',        '',           NULL),
    ('de.sector_share_min',             'minimum',          100, '',     'month quarter year',     'city',                  'dimension',        '',           NULL),
    ('de.productivity_growth',          'growth',           100, '',     'year',                   'city',                  'dimension',        '',           NULL),
    ('de.startup_ecosystem',            'state-distinct',   1,   'none', 'month quarter year',     'commune district city', 'sector',           '',           NULL),
    ('de.ecommerce_retail_share',       'report-ratio',     100, '',     'month quarter year',     'city',                  'dimension',        '',           NULL),
    ('de.sme_digital_platforms',        'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('de.econtract_enterprises',        'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    -- Xã hội số
    ('ds.smartphone_adults',            'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.digital_signature_adults',     'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.fibre_households',             'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.broadband_communes',           'register',         100, '',     'month quarter year',     'commune district city', '',                 '',           NULL),
    ('ds.mobile_4g5g_coverage',         'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.mobile_5g_coverage',           'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.broadband_affordable_access',  'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.epayment_accounts',            'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.digital_skills',               'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.ehr_population',               'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.adults_using_online_services', 'rolling-distinct', 100, '',     'month quarter year',     'commune district city', '',                 '',           NULL),
    ('ds.eid_activated',                'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.telehealth_adults',            'snapshot',         100, '',     'month quarter year',     'commune district city', 'dimension',        '',           NULL),
    ('ds.cashless_schools_hospitals',   'state',            100, '',     'month quarter year',     'commune district city', 'kind',             '',           NULL),
    -- Số hóa và lưu trữ điện tử
    ('da.records_created_electronic',   'ratio',            100, '',     'day month quarter year', 'city',                  '',                 '',           NULL),
    ('da.agency_archives_online_use',   'state',            100, '',     'month quarter year',     'city',                  '',                 '',           NULL),
    ('da.permanent_transferred_3y',     'ratio',            100, '',     'year',                   'city',                  '',                 '',           NULL),
    ('da.historical_preservation',      'state',            100, '',     'month quarter year',     'city',                  'kind',             '',           NULL),
    ('da.historical_paper_digitised',   'cumulative',       100, '',     'month quarter year',     'city',                  '',                 '',           NULL),
    ('da.metadata_published',           'cumulative',       100, '',     'month quarter year',     'city',                  '',                 '',           NULL),
    ('da.tthc_results_digitised',       'cumulative',       100, '',     'month quarter year',     'commune district city', '',                 '',           NULL),
    -- Live city
    ('air.pm25_mean',                   'member-mean',      1,   '',     'hour day month year',    'commune district city', 'station',          '',           NULL),
    ('air.vn_aqi_hourly',               'vn-aqi-hourly',    1,   '',     'hour',                   'commune district city', 'station parameter','',           NULL),
    ('air.vn_aqi_daily',                'vn-aqi-daily',     1,   '',     'day',                    'commune district city', 'station parameter','',           NULL),
    ('traffic.speed_ratio',             'ratio',            1,   '',     'hour day',               'commune district city', 'link',             '',           NULL),
    ('traffic.congested_share',         'ratio',            100, '',     'hour day',               'commune district city', 'link',             '',           NULL),
    ('rain.accumulation',               'member-max',       1,   'none', 'hour day',               'commune district city', 'gauge',            '',           NULL),
    ('river.level',                     'latest',           1,   'none', 'hour day',               'commune district city', 'station',          '',           NULL),
    ('feedback.open_overdue',           'state',            1,   'none', 'month quarter year',     'commune district city', 'category',         'from',       NULL),
    ('tasks.completed',                 'state',            100, '',     'month quarter year',     'city',                  'group leadAgency', '',           NULL),
    ('tasks.overdue',                   'state',            1,   'none', 'month quarter year',     'city',                  'group leadAgency', 'from',       NULL),
    ('tasks.due_soon',                  'state',            1,   'none', 'month quarter year',     'city',                  'group leadAgency', 'from until', NULL)
) AS d (indicator, fold, factor, per, periods, levels, dimensions, holds, valid_to);

-- Of `latest` the member whose value is the total's.
CREATE OR REPLACE TABLE headline AS SELECT * FROM (VALUES ('dg.dx_rank', 'index=DTI')) AS h (indicator, slice);

CREATE OR REPLACE MACRO one(condition) AS CASE WHEN condition THEN 1 ELSE 0 END;

-- 2025, 2025-Q2, 2025-06: what a statistic is about.
CREATE OR REPLACE MACRO grain_of(text) AS CASE WHEN length(text) = 4 THEN 'year' WHEN text LIKE '%Q%' THEN 'quarter' ELSE 'month' END;
CREATE OR REPLACE MACRO start_of(text) AS CAST(CASE grain_of(text)
    WHEN 'year' THEN make_date(CAST(text AS INTEGER), 1, 1)
    WHEN 'quarter' THEN make_date(CAST(text[1:4] AS INTEGER), 3 * CAST(text[7:7] AS INTEGER) - 2, 1)
    ELSE make_date(CAST(text[1:4] AS INTEGER), CAST(text[6:7] AS INTEGER), 1) END AS TIMESTAMP);

-- The wanted reports of a statistic, each a row with what it says.
CREATE OR REPLACE VIEW report AS
SELECT position, statistic, numerator, denominator, dimension, start_of(period) AS moment, grain_of(period) AS grain FROM e WHERE type = 'statistic';

CREATE OR REPLACE VIEW dossier AS FROM e WHERE type = 'procedure-dossier';

-- What an event contributes: how much, when (`moment`; of a statistic the start of its period, and `grain` its length), and between which moments
-- it holds (`m`, `n`). A row without `moment` has no period and counts nowhere.
CREATE OR REPLACE TABLE contribution (
    indicator VARCHAR, part VARCHAR, position BIGINT, numerator DECIMAL(38, 12), denominator DECIMAL(38, 12), moment TIMESTAMP, grain VARCHAR, m TIMESTAMP, n TIMESTAMP,
    value VARCHAR);

-- Ratios
INSERT INTO contribution (indicator, position, numerator, denominator, moment)
SELECT 'dg.work_dossiers_online.' || lower(level), position, one(online = 'true'), 1, closedAt FROM e WHERE type = 'work-dossier' AND status = 'CLOSED' AND NOT secret
UNION ALL SELECT 'dg.inspections_digital', position, one(digital), 1, completedAt FROM e WHERE type = 'inspection'
UNION ALL SELECT 'dg.internal_management_online', position, one(onPlatform), 1, completedAt FROM e WHERE type = 'work-task' AND completedAt IS NOT NULL
UNION ALL SELECT 'dg.tthc_dossiers_online', position, one(channel = 'ONLINE_FULL'), 1, resolvedAt FROM dossier WHERE status = 'RESOLVED'
UNION ALL SELECT 'dg.tthc_on_time', position, one(resolvedAt <= dueAt), 1, resolvedAt FROM dossier WHERE status = 'RESOLVED'
UNION ALL SELECT 'dg.tthc_results_electronic', position, one(resultElectronic), 1, resolvedAt FROM dossier WHERE status = 'RESOLVED' AND resultElectronic IS NOT NULL
UNION ALL SELECT 'dg.dossiers_linked_personal_id', position, one(identifierLinked), 1, receivedAt FROM dossier
UNION ALL SELECT 'dg.satisfaction_tthc', position, one(rating >= 4), 1, resolvedAt FROM dossier WHERE rating IS NOT NULL
UNION ALL SELECT 'dg.tthc_online_payment', position, one(feePaid = 'ONLINE'), 1, resolvedAt FROM dossier WHERE fee AND feePaid IN ('COUNTER', 'ONLINE')
UNION ALL SELECT 'dg.feedback_on_time', position, one(resolvedAt <= dueAt), 1, dueAt FROM e WHERE type = 'citizen-report' AND status = 'RESOLVED'
UNION ALL SELECT 'dg.procedures_published_on_time', position, one(publishedAt <= publishDueAt), 1, publishedAt FROM e
    WHERE type = 'procedure' AND publishedAt IS NOT NULL AND publishDueAt IS NOT NULL
UNION ALL SELECT 'dg.reports_online', position, one(viaSystem), 1, dueAt FROM e WHERE type = 'periodic-report' AND submittedAt IS NOT NULL
UNION ALL SELECT 'dg.documents_signed', position, one(electronic AND signed), 1, issuedAt FROM e WHERE type = 'document' AND NOT secret
UNION ALL SELECT 'da.records_created_electronic', position, one(electronic), 1, createdAt FROM e WHERE type = 'archival-record'
UNION ALL SELECT 'traffic.speed_ratio', position, vehicles * speedKmh, vehicles * freeFlowKmh, time - to_minutes(averagingMinutes) FROM e
    WHERE type = 'traffic-observation' AND vehicles > 0
UNION ALL SELECT 'traffic.congested_share', position, one(speedKmh < 0.5 * freeFlowKmh), 1, time - to_minutes(averagingMinutes) FROM e
    WHERE type = 'traffic-observation' AND vehicles > 0;

-- Ratios in which something counts only once the clock has reached `m`
INSERT INTO contribution (indicator, position, numerator, denominator, moment, m)
SELECT 'dg.tthc_on_time', position, 0, 1, dueAt, dueAt FROM dossier WHERE status IN ('RECEIVED', 'IN_PROGRESS')
UNION ALL SELECT 'dg.feedback_on_time', position, 0, 1, dueAt, dueAt FROM e WHERE type = 'citizen-report' AND status IN ('RECEIVED', 'ACCEPTED')
UNION ALL SELECT 'dg.reports_online', position, 0, 1, dueAt, dueAt FROM e WHERE type = 'periodic-report' AND submittedAt IS NULL
UNION ALL SELECT 'da.permanent_transferred_3y', position, one(transferredAt <= createdAt + INTERVAL 3 YEAR), 1, createdAt, createdAt + INTERVAL 3 YEAR FROM e
    WHERE type = 'archival-record' AND electronic AND permanent;

-- Members, latest, distinct
INSERT INTO contribution (indicator, position, numerator, denominator, moment, value)
SELECT 'air.pm25_mean', position, value, 1, time - to_minutes(averagingMinutes), NULL FROM e WHERE type = 'air-observation' AND parameter = 'PM25'
UNION ALL SELECT 'rain.accumulation', position, millimetres, 0, time - to_minutes(averagingMinutes), NULL FROM e WHERE type = 'rain-observation'
UNION ALL SELECT 'river.level', position, levelMetres, 0, time, NULL FROM e WHERE type = 'river-observation'
UNION ALL SELECT 'dg.dx_rank', position, rank, 0, CAST(make_date(year, 1, 1) AS TIMESTAMP), NULL FROM e WHERE type = 'ranking'
UNION ALL SELECT 'dg.users_unified_identity', position, one(authentication = 'VNEID'), 1, receivedAt, applicant FROM dossier
    WHERE channel IN ('ONLINE_PARTIAL', 'ONLINE_FULL') AND applicant IS NOT NULL;

-- Statistics. What reads an absent denominator does not count.
INSERT INTO contribution (indicator, part, position, numerator, denominator, moment, grain)
SELECT indicator, 'stock', position, numerator, denominator, moment, grain FROM report JOIN definition ON indicator = statistic
    WHERE fold IN ('snapshot', 'minimum', 'growth', 'report-ratio') AND denominator IS NOT NULL
UNION ALL SELECT 'ds.broadband_communes', 'stock', position, numerator, 0, moment, grain FROM report WHERE statistic IN ('ds.broadband_communes', 'ds.fibre_households')
UNION ALL SELECT statistic, 'stock', position, 0, coalesce(denominator, numerator), moment, grain FROM report
    WHERE statistic IN ('da.historical_paper_digitised', 'da.metadata_published', 'da.tthc_results_digitised') AND dimension IS NULL
UNION ALL SELECT 'ds.adults_using_online_services', 'stock', position, 0, denominator, moment, grain FROM report
    WHERE statistic IN ('ds.adults_using_online_services', 'ds.smartphone_adults') AND dimension IS NULL AND denominator IS NOT NULL;

-- Flows
INSERT INTO contribution (indicator, part, position, numerator, denominator, moment, value)
SELECT CASE kind WHEN 'HOLDINGS' THEN 'da.historical_paper_digitised' WHEN 'METADATA' THEN 'da.metadata_published' ELSE 'da.tthc_results_digitised' END,
    'flow', position, count, 0, completedAt, NULL FROM e WHERE type = 'digitisation'
UNION ALL SELECT 'da.tthc_results_digitised', 'flow', position, one(resultDigitised), 1, resolvedAt, NULL FROM dossier WHERE status = 'RESOLVED'
UNION ALL SELECT 'ds.adults_using_online_services', 'flow', position, 1, 0, receivedAt, applicant FROM dossier
    WHERE channel IN ('ONLINE_PARTIAL', 'ONLINE_FULL') AND applicant IS NOT NULL AND applicantKind = 'PERSON';

-- States
INSERT INTO contribution (indicator, position, numerator, denominator, moment, value)
SELECT 'dg.online_services_full', position, one(online = 'FULL'), 1, time, NULL FROM e WHERE type = 'procedure' AND eligible AND inForce
UNION ALL SELECT 'dg.services_prefilled', position, one(prefilled), 1, time, NULL FROM e WHERE type = 'procedure' AND inForce AND online IN ('PARTIAL', 'FULL')
UNION ALL SELECT 'dg.services_on_national_portal', position, one(nationalPortal), 1, time, NULL FROM e WHERE type = 'procedure' AND inForce AND online = 'FULL'
UNION ALL SELECT 'dg.agencies_dx_completed', position, one(dxStatus = 'COMPLETED'), 1, time, NULL FROM e WHERE type = 'agency-status' AND inForce
UNION ALL SELECT 'dg.smart_urban_areas', position, one(status = 'OPERATING'), 0, time, NULL FROM e WHERE type = 'smart-area'
UNION ALL SELECT 'dg.systems_security_level', position, one(approved AND measuresComplete), 1, time, NULL FROM e WHERE type = 'information-system' AND inForce
UNION ALL SELECT 'ds.cashless_schools_hospitals', position, one(cashless), 1, time, NULL FROM e WHERE type = 'facility' AND inForce
UNION ALL SELECT 'da.agency_archives_online_use', position, one(onlineWorkflow), 1, time, NULL FROM e WHERE type = 'archive' AND inForce AND kind = 'AGENCY'
UNION ALL SELECT 'da.historical_preservation', position, one(preservation), 1, time, NULL FROM e
    WHERE type = 'archive' AND inForce AND kind IN ('HISTORICAL', 'SPECIALISED')
UNION ALL SELECT 'tasks.completed', position, one(status = 'COMPLETED'), 1, time, NULL FROM e WHERE type = 'plan-task'
UNION ALL SELECT 'de.startup_ecosystem', position, one(supported), 0, time, subject FROM e WHERE type = 'startup';

-- States that begin or end of themselves
INSERT INTO contribution (indicator, position, numerator, denominator, moment, m, n, value)
SELECT 'dg.specialised_db_connected', position, one(connected), 1, time, NULL, lastExchangeAt + INTERVAL 24 HOUR, NULL FROM e WHERE type = 'database' AND inForce
UNION ALL SELECT 'dg.open_data_agencies', position, one(published), 0, time, NULL, updatedAt + to_days(updatePeriodDays), agency FROM e WHERE type = 'dataset'
UNION ALL SELECT 'feedback.open_overdue', position, one(status IN ('RECEIVED', 'ACCEPTED')), 0, time, dueAt, NULL, NULL FROM e WHERE type = 'citizen-report'
UNION ALL SELECT 'tasks.overdue', position, one(status IN ('NOT_STARTED', 'IN_PROGRESS')), 0, time, dueAt, NULL, NULL FROM e WHERE type = 'plan-task'
UNION ALL SELECT 'tasks.due_soon', position, one(status IN ('NOT_STARTED', 'IN_PROGRESS')), 0, time, dueAt - INTERVAL 30 DAY, dueAt, NULL FROM e
    WHERE type = 'plan-task';

-- PARTS: '' is the total. A report that names a dimension is in that member's part alone. Absent fields are in no part.
CREATE OR REPLACE TABLE slice AS
WITH c AS (
    SELECT DISTINCT
        c.indicator, c.position, d.fold, d.dimensions, e.agency, e.data,
        d.fold IN ('snapshot', 'minimum', 'growth', 'report-ratio', 'register') AND e.dimension IS NOT NULL AS names_a_dimension
    FROM contribution c JOIN definition d USING (indicator) JOIN e USING (position)
)
SELECT indicator, position, '' AS slice FROM c WHERE NOT names_a_dimension
UNION ALL
SELECT indicator, position, 'agency=' || agency FROM c
WHERE fold IN ('ratio', 'report-ratio', 'sum', 'snapshot', 'growth', 'state', 'cumulative') AND NOT names_a_dimension
UNION ALL
SELECT indicator, position, dimension || '=' || (data ->> dimension)
FROM (
    SELECT *, unnest(CASE WHEN fold IN ('latest', 'member-mean', 'member-max', 'vn-aqi-hourly', 'vn-aqi-daily') THEN dimensions[1:1] ELSE dimensions END) AS dimension
    FROM c)
WHERE (data ->> dimension) IS NOT NULL;

-- Where each definition counts an event.
CREATE OR REPLACE TABLE cell AS
SELECT s.indicator, s.position, s.slice, p.* EXCLUDE (position)
FROM slice s JOIN definition d USING (indicator) JOIN place p USING (position)
WHERE list_contains(d.levels, p.level);
