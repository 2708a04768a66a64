-- The newest revision of each cell that a start has to know, so that a start does not read the history; and what changed since that was put together.

CREATE TABLE newest (
  series            INTEGER   NOT NULL,
  period_start      TIMESTAMP NOT NULL,        -- Asia/Ho_Chi_Minh
  recorded_at       TIMESTAMP NOT NULL,        -- UTC, as the next
  first_recorded_at TIMESTAMP NOT NULL,
  value             DOUBLE PRECISION,
  numerator         DECIMAL(38, 6),
  denominator       DECIMAL(38, 6),
  events            BIGINT    NOT NULL,
  coverage          DOUBLE PRECISION,
  revision          BIGINT    NOT NULL
);

CREATE TABLE newest_change AS SELECT * FROM newest LIMIT 0;

INSERT INTO newest
SELECT series, period_start, recorded_at, first_recorded_at, value, numerator, denominator, events, coverage, revision
FROM (SELECT r.*, row_number() OVER (PARTITION BY series, period_start ORDER BY recorded_at DESC, revision DESC) AS place FROM revision r) p
WHERE place = 1;

CREATE INDEX newest_cell ON newest (series, period_start);
