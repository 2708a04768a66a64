package vn.hanoi.datahub.streams.processor;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Stage;
import vn.hanoi.datahub.schemas.codec.EventHeaders;

/** The dead letters of accepted events that turned out not to count: their position in the log, and the reason. */
final class Rejections {

    private static final int LARGEST_PAYLOAD = 64 * 1024;

    /**
     * Why an event is rejected.
     *
     * @param text in English
     * @param key code of the text, from which it is worded in other languages; null if it has none
     * @param args what the text quotes
     */
    record Why(String text, @Nullable String key, List<String> args) {
        static Why of(String text) {
            return new Why(text, null, List.of());
        }
    }

    static final Why NO_AREA = new Why("no such area at the event's time", "rejected.area", List.of());

    static Why reused(String id) {
        return new Why(
                "id " + id + " was used before for this subject, with a different payload",
                "rejected.id-reused",
                List.of(id));
    }

    private Rejections() {}

    /** @param event null where the bytes are not an event */
    static DeadLetter letter(
            LogEntry entry, @Nullable Event event, @Nullable String agency, RefusalReason reason, Why why) {
        Record<byte[], byte[]> record = entry.record();
        byte[] payload = record.value();
        Optional<EventHeaders.FileLine> fileLine = EventHeaders.fileLine(record.headers());
        return DeadLetter.newBuilder()
                .setStage(Stage.PROCESSOR)
                .setReason(reason.word())
                .setDetail(why.text())
                .setAgency(agency)
                .setType(entry.type().name())
                .setSource(event == null ? null : event.source())
                .setSubject(event == null ? null : event.subject())
                .setId(event == null ? null : event.id())
                .setTopic(entry.at().topic())
                .setPartition(entry.at().partition())
                .setOffset(entry.at().offset())
                .setFile(fileLine.map(EventHeaders.FileLine::job).orElse(null))
                .setLine(fileLine.map(EventHeaders.FileLine::line).orElse(null))
                .setPayload(
                        payload == null
                                ? null
                                : ByteBuffer.wrap(Arrays.copyOf(payload, Math.min(payload.length, LARGEST_PAYLOAD))))
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .setDetailKey(why.key())
                .setDetailArgs(why.args())
                .build();
    }
}
