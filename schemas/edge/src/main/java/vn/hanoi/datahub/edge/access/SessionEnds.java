package vn.hanoi.datahub.edge.access;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;

/** Follows which sessions were ended, for as long as they could still be used. */
public record SessionEnds(Sessions sessions) implements TopicHandler<String, SessionEnd> {

    @Override
    public void take(ConsumerRecord<String, SessionEnd> record, boolean isNew) {
        sessions.take(record.value());
    }

    @Override
    public void forget(String key) {
        // nobody writes tombstones: ends grow old and go
    }

    @Override
    public MirrorRetention retention() {
        return MirrorRetention.ofAge(Sessions.OF_READER);
    }

    @Override
    public void forgetBefore(Instant moment) {
        sessions.forgetBefore(moment);
    }
}
