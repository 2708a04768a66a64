package vn.hanoi.datahub.ingest.api;

import java.util.List;

/** What became of a batch, event by event, in its order. */
record BatchAnswer(int accepted, int refused, List<Answer> results) {}
