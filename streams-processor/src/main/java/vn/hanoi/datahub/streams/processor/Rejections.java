package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.EventHeaders;

/** The dead letters of accepted events that turned out not to count: their position in the log, and the reason. */
final class Rejections {

    private static final int LARGEST_PAYLOAD = 64 * 1024;

    private Rejections() {}

    /** @param event null where the bytes are not an event */
    static DeadLetter letter(
            Record<byte[], byte[]> record,
            RecordMetadata at,
            EventType type,
            @Nullable Event event,
            @Nullable String agency,
            RefusalReason reason,
            String detail) {
        byte[] payload = record.value();
        Optional<EventHeaders.FileLine> fileLine = EventHeaders.fileLine(record.headers());
        return DeadLetter.newBuilder()
                .setStage(Stage.PROCESSOR)
                .setReason(reason.word())
                .setDetail(detail)
                .setAgency(agency)
                .setType(type.name())
                .setSource(event == null ? null : event.source())
                .setSubject(event == null ? null : event.subject())
                .setId(event == null ? null : event.id())
                .setTopic(at.topic())
                .setPartition(at.partition())
                .setOffset(at.offset())
                .setFile(fileLine.map(EventHeaders.FileLine::job).orElse(null))
                .setLine(fileLine.map(EventHeaders.FileLine::line).orElse(null))
                .setPayload(
                        payload == null
                                ? null
                                : ByteBuffer.wrap(Arrays.copyOf(payload, Math.min(payload.length, LARGEST_PAYLOAD))))
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .build();
    }
}
