package vn.hanoi.datahub.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a hub lives, as the environment says. */
class HubSettingsTest {

    private static final Path DATA = Path.of("data");

    @Test
    void hasTheContractsPorts_whereNothingIsSaid() {
        HubSettings settings = HubSettings.from(DATA, Map.of());

        assertThat(settings)
                .isEqualTo(
                        new HubSettings(DATA, "127.0.0.1", new HubSettings.Ports(8080, 8081, 8082, 8085, 9092), "", 2));
        assertThat(settings.queryUrl()).isEqualTo("http://127.0.0.1:8080");
        assertThat(settings.ingestUrl()).isEqualTo("http://127.0.0.1:8081");
        assertThat(settings.registryUrl()).isEqualTo("http://127.0.0.1:8085");
        assertThat(settings.kafka()).isEqualTo("127.0.0.1:9092");
    }

    @Test
    void readsEachVariable_andTakesAnEmptyOneForNone() {
        HubSettings settings = HubSettings.from(
                DATA,
                Map.of(
                        "HUB_BIND", "10.1.2.3",
                        "HUB_QUERY_PORT", "1",
                        "HUB_INGEST_PORT", "2",
                        "HUB_PROCESSOR_PORT", "3",
                        "HUB_REGISTRY_PORT", "4",
                        "HUB_KAFKA_PORT", "",
                        "HUB_CATALOGUE", "my/catalogue",
                        "HUB_PARTITIONS", "8"));

        assertThat(settings)
                .isEqualTo(
                        new HubSettings(DATA, "10.1.2.3", new HubSettings.Ports(1, 2, 3, 4, 9092), "my/catalogue", 8));
        assertThat(settings.kafka()).isEqualTo("10.1.2.3:9092");
    }

    /** Where all addresses are bound, none of them is one to open. */
    @Test
    void isOpenedOnThisMachine_whereItIsBoundToAllAddresses() {
        HubSettings settings = HubSettings.from(DATA, Map.of("HUB_BIND", "0.0.0.0"));

        assertThat(settings.bind()).isEqualTo("0.0.0.0");
        assertThat(settings.queryUrl()).isEqualTo("http://127.0.0.1:8080");
    }

    /** Webhooks may lead to this machine and its network only where nobody else can create one. */
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "127.9.9.9, true",
        "localhost, true",
        "::1, true",
        "0.0.0.0, false",
        "::, false",
        "10.1.2.3, false",
        "'', false"
    })
    void isLocalOnlyAtALoopbackAddress(String bind, boolean isLocal) {
        assertThat(HubSettings.from(DATA, Map.of("HUB_BIND", bind)).isLocal()).isEqualTo(isLocal);
    }

    @Test
    void saysWhichVariableIsNoNumber() {
        assertThatThrownBy(() -> HubSettings.from(DATA, Map.of("HUB_KAFKA_PORT", "9092 ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("HUB_KAFKA_PORT must be a number, not '9092 '");
        assertThatThrownBy(() -> HubSettings.from(DATA, Map.of("HUB_PARTITIONS", "two")))
                .hasMessage("HUB_PARTITIONS must be a number, not 'two'");
    }

    /** A rehearsal must run beside a hub that is at work. */
    @Test
    void findsPortsOfItsOwn_whereThoseOfTheContractAreTaken() {
        HubSettings.Ports ports = HubSettings.elsewhere(DATA).ports();

        assertThat(List.of(ports.query(), ports.ingest(), ports.processor(), ports.registry(), ports.kafka()))
                .doesNotHaveDuplicates()
                .doesNotContain(8080, 8081, 8082, 8085, 9092)
                .allMatch(port -> port > 1_023);
    }
}
