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
import vn.hanoi.datahub.streams.processor.BacklogRouter;
import vn.hanoi.datahub.streams.processor.SourcePosition;

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
        SourcePosition from = position(context, record);
        if (from == null || exception instanceof KafkaException) {
            // Between the stages a record carries the changes of many events, and exceptions from Kafka or a store are
            // not the event's fault: skipping the record would silently make values wrong.
            LOG.error(
                    "{} cannot be processed; the processor stops rather than publish wrong values",
                    context.topic() == null ? "a scheduled step" : "a record of " + context.topic(),
                    exception);
            return Response.fail();
        }
        LOG.error(
                "a record failed and was sent to {}: {} node={}; its events are missing from the values, report this as a defect",
                Topics.DEAD_LETTER.name(),
                from,
                context.processorNodeId(),
                exception);
        byte[] payload = context.sourceRawValue();
        DeadLetter letter = DeadLetter.newBuilder()
                .setStage(Stage.PROCESSOR)
                .setReason(RefusalReason.MALFORMED.word())
                .setDetail(String.valueOf(exception))
                .setTopic(from.topic())
                .setPartition(from.partition())
                .setOffset(from.offset())
                .setPayload(payload == null ? null : ByteBuffer.wrap(payload))
                .setRecordedAt(Instant.ofEpochMilli(from.acceptedAt()))
                .build();
        Registry serializers = Objects.requireNonNull(registry);
        String topic = Topics.DEAD_LETTER.name();
        return Response.resume(List.of(new ProducerRecord<>(
                topic,
                serializers.<String>serializer(true).serialize(topic, "-"),
                serializers.<DeadLetter>serializer(false).serialize(topic, letter))));
    }

    /** Returns where the event that is being processed is in the log; null for anything that is not one event. */
    private static @Nullable SourcePosition position(ErrorHandlerContext context, Record<?, ?> record) {
        String topic = context.topic();
        byte[] key = context.sourceRawKey();
        if (topic == null) {
            return null;
        } else if (BacklogRouter.isBacklog(topic) && key != null) {
            return SourcePosition.parse(key);
        }
        return topic.startsWith(EVENTS)
                ? new SourcePosition(topic, context.partition(), context.offset(), record.timestamp())
                : null;
    }
}
