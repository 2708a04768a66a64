-- Releases of open datasets whose small counts are protected, each with the cells that changed. These cannot be made again from the log: what was hidden stays hidden.

CREATE TABLE open_release (
  dataset     VARCHAR   NOT NULL,
  number      INTEGER   NOT NULL,
  released_at TIMESTAMP NOT NULL,              -- UTC
  PRIMARY KEY (dataset, number)
);

CREATE TABLE open_cell (
  dataset           VARCHAR   NOT NULL,
  number            INTEGER   NOT NULL,
  hidden            BOOLEAN   NOT NULL,
  indicator         VARCHAR   NOT NULL,
  version           INTEGER   NOT NULL,
  dimension         VARCHAR   NOT NULL,
  granularity       VARCHAR   NOT NULL,
  area              VARCHAR   NOT NULL,
  area_since        DATE      NOT NULL,
  member            VARCHAR   NOT NULL,
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

CREATE INDEX open_cell_dataset ON open_cell (dataset, number);
