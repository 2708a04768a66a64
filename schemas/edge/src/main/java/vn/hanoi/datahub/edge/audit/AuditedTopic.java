package vn.hanoi.datahub.edge.audit;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.schemas.access.Caller;

/** Changes what somebody answers for, such as rights: audited first, then written to the topic that all services follow, and in force here when the call returns. */
public final class AuditedTopic<R extends SpecificRecord> {

    private final ConfirmedWriter<R> topic;
    private final AuditLog audit;

    public AuditedTopic(ConfirmedWriter<R> topic, AuditLog audit) {
        this.topic = topic;
        this.audit = audit;
    }

    /** Who changes what, and where the call comes from. */
    public record Change(Caller by, String action, String detail, String remote) {}

    /**
     * @throws KafkaException when Kafka does not answer: then nothing is changed, or it is and the same call again changes nothing more
     */
    public void put(String id, R record, Change change) {
        audit.changed(change.by(), change.action(), id, change.detail(), change.remote());
        topic.put(id, record);
    }
}
