package vn.hanoi.datahub.streams.runtime;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Sends a record whose processing failed unexpectedly to the dead-letter topic, in the same transaction that skips it;
 * the thread keeps running. Foreseeable failures (bytes that are not an event, a reused id) never reach this handler:
 * the contribute stage rejects and counts them.
 */
public final class DeadLetterHandler implements ProcessingExceptionHandler {

    /** The configuration key under which the {@link Registry} is passed in. */
    public static final String REGISTRY = "hub.dead-letter.registry";

    /** Prefix of the names of all event topics. */
    private static final String EVENTS = "hanoi.";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterHandler.class);

    private @Nullable Registry registry;

    @Override
    public void configure(Map<String, ?> configs) {
        registry = (Registry) Objects.requireNonNull(configs.get(REGISTRY));
    }

    @Override
    public Response handleError(ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        String from = context.topic();
        if (from == null || !from.startsWith(EVENTS) || exception instanceof KafkaException) {
            // Between the stages a record carries the changes of many events, and exceptions from Kafka or a store are
            // not the event's fault: skipping the record would silently make values wrong.
            LOG.error(
                    "{} cannot be processed; the processor stops rather than publish wrong values",
                    from == null ? "a scheduled step" : "a record of " + from,
                    exception);
            return Response.fail();
        }
        LOG.error(
                "a record failed and was sent to {}: topic={} partition={} offset={} node={}; its events are missing from the values, report this as a defect",
                Topics.DEAD_LETTER.name(),
                context.topic(),
                context.partition(),
                context.offset(),
                context.processorNodeId(),
                exception);
        byte[] payload = context.sourceRawValue();
        DeadLetter letter = DeadLetter.newBuilder()
                .setStage(Stage.PROCESSOR)
                .setReason(RefusalReason.MALFORMED.word())
                .setDetail(String.valueOf(exception))
                .setTopic(context.topic())
                .setPartition(context.partition())
                .setOffset(context.offset())
                .setPayload(payload == null ? null : ByteBuffer.wrap(payload))
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .build();
        Registry serializers = Objects.requireNonNull(registry);
        String topic = Topics.DEAD_LETTER.name();
        return Response.resume(List.of(new ProducerRecord<>(
                topic,
                serializers.<String>serializer(true).serialize(topic, "-"),
                serializers.<DeadLetter>serializer(false).serialize(topic, letter))));
    }
}
