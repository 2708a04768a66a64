-- Releases are in a topic, too: how far it was read is written in the transaction that writes its releases, and those of before it were not told there yet.

ALTER TABLE open_release ADD COLUMN told BOOLEAN DEFAULT FALSE;

CREATE TABLE open_release_log (
  partition_  INTEGER NOT NULL PRIMARY KEY,
  next_offset BIGINT  NOT NULL
);
