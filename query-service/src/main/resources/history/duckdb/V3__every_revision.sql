COMMENT ON TABLE revision IS 'Every revision; of a cell that was published more than three times within a minute, once that is old, the last for all of that minute';
