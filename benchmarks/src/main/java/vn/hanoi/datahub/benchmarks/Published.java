package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.TopicReader;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * What was published, read from the revision topic; transaction markers are not records.
 *
 * @param records number of records in the topic
 * @param values number of values in them, of totals and parts
 */
record Published(long records, long values) {

    private static final int FRAME = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    static Published of(String kafka) {
        AtomicLong records = new AtomicLong();
        AtomicLong values = new AtomicLong();
        TopicReader.ofBytes(KafkaConnection.to(kafka), Topics.INDICATOR_REVISION.name(), PATIENCE)
                .toEnd(record -> {
                    records.incrementAndGet();
                    values.addAndGet(valuesIn(record));
                });
        return new Published(records.get(), values.get());
    }

    /**
     * Returns the number of values in a record. A record contains the changed parts of a row; their number is in the
     * array after Confluent's five bytes and the time.
     */
    private static long valuesIn(ConsumerRecord<byte[], byte[]> record) {
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(record.value(), FRAME, record.value().length - FRAME, null);
            decoder.readLong();
            return decoder.readArrayStart();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
