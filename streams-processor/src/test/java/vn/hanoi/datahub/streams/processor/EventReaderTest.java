package vn.hanoi.datahub.streams.processor;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;

class EventReaderTest {

    private static final String TOPIC = "hanoi.procedure-dossier.v1";
    private static final byte[] OF_SCHEMA_1 = {0, 0, 0, 0, 1, 2};

    private static EventReader over(String registry) {
        return new EventReader(CatalogueLoader.load(CatalogueFiles.shipped()), Registry.at(registry));
    }

    /**
     * Else an event that was accepted would be rejected as malformed, because a registry was started anew at the wrong
     * moment.
     */
    @Test
    void aRegistryThatDoesNotAnswerIsNoFaultOfTheEvent() {
        assertThatThrownBy(() -> over("http://127.0.0.1:9").read(TOPIC, new RecordHeaders(), OF_SCHEMA_1))
                .isInstanceOf(SerializationException.class)
                .matches(Registry::isAway);
    }

    @Test
    void bytesThatAreNoEventAre() {
        assertThatThrownBy(() -> over("mock://empty").read(TOPIC, new RecordHeaders(), OF_SCHEMA_1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> over("mock://empty").read(TOPIC, new RecordHeaders(), new byte[] {'x'}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
