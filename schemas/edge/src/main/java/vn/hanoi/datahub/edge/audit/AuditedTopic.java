package vn.hanoi.datahub.edge.audit;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Makes changes for which someone is accountable, such as changes of access rights. A change is audited first, then
 * written to the topic that all services follow, and is in force here when the call returns.
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
     * Writes a record that must persist even if another instance writes the same id concurrently: it is also written
     * under a second key, which nothing else uses.
     *
     * @throws KafkaException as {@link #put}
     */
    public void putForGood(String id, String secondName, R record, Change change) {
        audit.changed(change.by(), change.action(), id, change.detail(), change.remote());
        topic.put(secondName, record);
        topic.put(id, record);
    }

    /**
     * Removes a record that is not in force: another one was written first, or its end has already been written and
     * audited.
     */
    public void withdraw(String id) {
        topic.remove(id);
    }

    /**
     * Writes a record.
     *
     * @throws KafkaException when Kafka does not answer: either nothing was changed, or it was and repeating the call
     *     changes nothing more
     */
    public void put(String id, R record, Change change) {
        audit.changed(change.by(), change.action(), id, change.detail(), change.remote());
        topic.put(id, record);
    }
}
