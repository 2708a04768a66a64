package vn.hanoi.datahub.schemas.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import org.apache.avro.InvalidNumberEncodingException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * What passes by itself, and what does not: an event must not be rejected because the registry was away, and a broken
 * one must not be waited for.
 */
class RegistryTest {

    @Test
    void aRegistryThatDoesNotAnswerIsAway() {
        assertThat(Registry.isAway(new SerializationException(new ConnectException("refused"))))
                .isTrue();
        assertThat(Registry.isAway(new RuntimeException(new SerializationException(new IOException("cut")))))
                .isTrue();
        assertThat(Registry.isAway(new SerializationException(new RestClientException("busy", 503, 50301))))
                .isTrue();
        assertThat(Registry.isAway(new TimeoutException("Kafka asks to try again")))
                .isTrue();
    }

    @Test
    void aBrokenRecordOrAFullDiskIsNotAway() {
        assertThat(Registry.isAway(new SerializationException(new EOFException())))
                .isFalse();
        assertThat(Registry.isAway(new SerializationException(new InvalidNumberEncodingException("ten bytes"))))
                .isFalse();
        assertThat(Registry.isAway(new SerializationException(new RestClientException("no such schema", 404, 40403))))
                .isFalse();
        assertThat(Registry.isAway(new SerializationException("unknown magic byte")))
                .isFalse();
        assertThat(Registry.isAway(new RuntimeException(new IOException("No space left on device"))))
                .isFalse();
    }
}
