ALTER TABLE revision DROP CONSTRAINT revision_pkey;
CREATE INDEX revision_cell ON revision (series, period_start, recorded_at);
CREATE INDEX revision_minute ON revision USING brin (minute);
COMMENT ON TABLE revision IS 'Every revision; of a cell that was published more than three times within a minute, once that is old, the last for all of that minute';
