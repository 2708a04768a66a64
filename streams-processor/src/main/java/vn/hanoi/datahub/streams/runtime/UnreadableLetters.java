package vn.hanoi.datahub.streams.runtime;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Skips records in the dead-letter topic that are not dead letters. Events are read as bytes and never reach this
 * handler; any other unreadable record is the hub's own and stops the processor.
 */
public final class UnreadableLetters implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableLetters.class);

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        if (!Topics.DEAD_LETTER.name().equals(record.topic()) || Registry.isAway(failure)) {
            return Response.fail();
        }
        LOG.warn(
                "skipped a record that is not a dead letter: partition={} offset={}",
                record.partition(),
                record.offset());
        return Response.resume();
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
