-- Every value that was published, at most one revision of a cell a minute: the last of the minute.

CREATE SEQUENCE series_id;

-- One line of values in time.
CREATE TABLE series (
  id          INTEGER DEFAULT nextval('series_id') PRIMARY KEY,
  indicator   VARCHAR NOT NULL,
  version     INTEGER NOT NULL,                -- of the definition
  dimension   VARCHAR NOT NULL,                -- empty for the total
  granularity VARCHAR NOT NULL,                -- hour, day, month, quarter, year
  area        VARCHAR NOT NULL,
  area_since  DATE    NOT NULL,                -- first day of the unit
  member      VARCHAR NOT NULL,                -- empty for the total
  UNIQUE (indicator, version, dimension, granularity, area, area_since, member)
);

-- Without a key: DuckDB finds rows by the ranges of its row groups, and an index over all of them would have to fit into memory.
CREATE TABLE revision (
  series            INTEGER   NOT NULL,
  period_start      TIMESTAMP NOT NULL,        -- Asia/Ho_Chi_Minh
  minute            TIMESTAMP NOT NULL,        -- UTC, as all that follow
  since             TIMESTAMP NOT NULL,        -- when the first revision of this minute was published
  recorded_at       TIMESTAMP NOT NULL,
  first_recorded_at TIMESTAMP NOT NULL,
  value             DOUBLE,
  numerator         DECIMAL(38, 6),
  denominator       DECIMAL(38, 6),
  events            BIGINT    NOT NULL,
  coverage          DOUBLE,
  revision          BIGINT    NOT NULL
);

-- The topic that was read, and how far: written in the transaction that writes its revisions.
CREATE TABLE log (
  topic_id    VARCHAR NOT NULL,
  partition_  INTEGER NOT NULL PRIMARY KEY,
  next_offset BIGINT  NOT NULL
);
