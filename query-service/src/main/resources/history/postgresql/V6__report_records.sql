-- Changes of reports are in a topic. A start continues where it was read to, and what a report says is in memory only while somebody reads it.

CREATE TABLE report_record (
  key_       VARCHAR NOT NULL PRIMARY KEY,
  partition_ INTEGER NOT NULL,
  offset_    BIGINT  NOT NULL,
  sha256     VARCHAR NOT NULL,
  record     BYTEA   NOT NULL,
  content    BYTEA
);

CREATE TABLE report_log (
  partition_  INTEGER NOT NULL PRIMARY KEY,
  next_offset BIGINT  NOT NULL
);
