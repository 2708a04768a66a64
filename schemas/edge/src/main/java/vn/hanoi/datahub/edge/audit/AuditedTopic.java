package vn.hanoi.datahub.edge.audit;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Changes what somebody answers for, such as rights: audited first, then written to the topic that all services follow,
 * and in force here when the call returns.
 */
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
     * Writes what must stay, whatever another instance writes of it at the same moment: under a second name, too, which
     * nothing else is written under.
     *
     * @throws KafkaException as {@link #put}
     */
    public void putForGood(String id, String secondName, R record, Change change) {
        audit.changed(change.by(), change.action(), id, change.detail(), change.remote());
        topic.put(secondName, record);
        topic.put(id, record);
    }

    /**
     * @throws KafkaException when Kafka does not answer: then nothing is changed, or it is and the same call again
     *     changes nothing more
     */
    public void put(String id, R record, Change change) {
        audit.changed(change.by(), change.action(), id, change.detail(), change.remote());
        topic.put(id, record);
    }
}
