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
 * Passes by what somebody wrote into the topic of dead letters and is none. Events are read as bytes and never come
 * here; whatever else cannot be read is the hub's own and stops it.
 */
public final class UnreadableLetters implements DeserializationExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(UnreadableLetters.class);

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        if (!Topics.DEAD_LETTER.name().equals(record.topic()) || Registry.isAway(failure)) {
            return Response.fail();
        }
        LOG.warn("no dead letter, passed by: partition={} offset={}", record.partition(), record.offset());
        return Response.resume();
    }

    @Override
    public void configure(Map<String, ?> configs) {}
}
