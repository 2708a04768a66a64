-- Kafka's own id of the topic that was read: one that was deleted and created again may have more records than the one before. Null until the next start.

ALTER TABLE open_release_log ADD COLUMN topic_id VARCHAR COLLATE "C";
ALTER TABLE report_log ADD COLUMN topic_id VARCHAR COLLATE "C";
