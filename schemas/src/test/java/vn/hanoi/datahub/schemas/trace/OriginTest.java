package vn.hanoi.datahub.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class OriginTest {

    private static final String FIRST = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String SECOND = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b8-01";

    @Test
    void ofSeveralEvents_theOldestAcceptance_andTheNewestTrace() {
        assertThat(Origin.merge(new Origin(5, FIRST), new Origin(7, SECOND))).isEqualTo(new Origin(5, SECOND));
        assertThat(Origin.merge(new Origin(7, FIRST), new Origin(5, null))).isEqualTo(new Origin(5, FIRST));
    }

    @Test
    void headersCarryIt() {
        Origin origin = new Origin(1_763_800_000_000L, FIRST);

        assertThat(Origin.find(Origin.headers(origin))).isEqualTo(origin);
        assertThat(Origin.find(Origin.headers(new Origin(1, null)))).isEqualTo(new Origin(1, null));
        assertThat(Origin.headers(null)).isEmpty();
        assertThat(Origin.find(new RecordHeaders())).isNull();
        assertThat(Origin.find(new RecordHeaders().add("hub_acceptedat", new byte[] {'x'})))
                .isNull();
        assertThat(Origin.find(new RecordHeaders().add("hub_acceptedat", null))).isNull();
    }
}
