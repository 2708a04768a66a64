package vn.hanoi.datahub.edge.access;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicHandler;

/** Mirrors ended sessions for as long as they could still be used. */
record SessionEnds(Sessions sessions) implements TopicHandler<String, SessionEnd> {

    @Override
    public void take(ConsumerRecord<String, SessionEnd> record, boolean isNew) {
        sessions.take(record.value());
    }

    @Override
    public void forget(String key) {
        // there are no tombstones: entries are removed by age
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
