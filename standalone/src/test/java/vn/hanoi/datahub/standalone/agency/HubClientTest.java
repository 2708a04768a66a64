package vn.hanoi.datahub.standalone.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.standalone.agency.HubClient.RefusedException;

/** Asking the hub: again while it says to come back, and never twice what must not be done twice. */
class HubClientTest {

    private FrontDoorStub door;
    private HubClient hub;

    @BeforeEach
    void open() throws IOException {
        door = new FrontDoorStub();
        hub = new HubClient(door.url(), door.url() + "/query", "my-key", Messages.in(Map.of("HUB_LANG", "vi")));
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void asksWithItsKey_andInItsLanguage() throws Exception {
        door.answers("/v1/keys", 200, "{\"keys\":[]}").answers("/query/v1/receipts", 200, "{\"receipts\":[1]}");

        hub.ask("GET", "/v1/keys");
        assertThat(hub.read("/v1/receipts?type=x").path("receipts").size()).isOne();

        assertThat(door.asked).extracting(FrontDoorStub.Asked::key).containsOnly("my-key");
        assertThat(door.asked).extracting(FrontDoorStub.Asked::language).containsOnly("vi");
        assertThat(door.asked.get(1).path()).isEqualTo("/query/v1/receipts?type=x");
    }

    @Test
    void sendsNoKey_whereThereIsNone() throws Exception {
        door.answers("/v1/keys", 200, "{}");

        new HubClient(door.url(), "", "", Messages.in(Map.of("HUB_LANG", "en"))).ask("GET", "/v1/keys");

        assertThat(door.asked.get(0).key()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void asksAgain_whenItIsToldToComeBack(int status) throws Exception {
        door.answers("/v1/keys", status, "{\"detail\":\"in a moment\"}", "Retry-After", "0")
                .answers("/v1/keys", status, "", "Retry-After", "0")
                .answers("/v1/keys", 200, "{\"keys\":[1]}");

        assertThat(hub.ask("GET", "/v1/keys").path("keys").size()).isOne();

        assertThat(door.asked).hasSize(3);
    }

    /** A rotation that was done and not answered must not be done again. */
    @Test
    void asksOnce_whatMustNotBeDoneTwice() {
        door.answers("/v1/keys/a/rotation", 503, "{\"detail\":\"in a moment\"}", "Retry-After", "0");

        assertThatThrownBy(() -> hub.askOnce("/v1/keys/a/rotation", "{\"overlap\":\"PT24H\"}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("503 in a moment");

        assertThat(door.asked).hasSize(1);
        assertThat(door.asked.get(0).body()).isEqualTo("{\"overlap\":\"PT24H\"}");
        assertThat(door.asked.get(0).type()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {\"detail\":\"say it otherwise\",\"title\":\"bad-request\"} | 400 say it otherwise",
                "404 | {\"title\":\"Not Found\"} | 404 Not Found",
                "403 | <html>gateway</html> | 403 %s/v1/keys có trả lời nhưng không phải là hệ thống này: hãy kiểm tra địa chỉ ở --ingest hoặc --query",
                "301 | '' | 301 %s/v1/keys có trả lời nhưng không phải là hệ thống này: hãy kiểm tra địa chỉ ở --ingest hoặc --query"
            })
    void tellsARefusalInTheHubsOwnWords(int status, String body, String message) {
        door.answers("/v1/keys", status, body);

        assertThatThrownBy(() -> hub.ask("GET", "/v1/keys"))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.status).isEqualTo(status))
                .extracting(e -> e.getMessage().strip())
                .isEqualTo(message.formatted(door.url()));
        assertThat(door.asked).hasSize(1);
    }

    @Test
    void followsAFileWhereItIsToldTo() throws Exception {
        door.answers("/v1/files", 202, "{}", "Location", "/v1/files/job-1");

        assertThat(hub.upload("/v1/files", Map.of("Content-Type", "text/csv"), () -> BodyPublishers.ofString("a\n")))
                .isEqualTo("/v1/files/job-1");
        assertThat(door.asked.get(0).body()).isEqualTo("a\n");

        door.answers("/v1/far", 202, "{}", "Location", "https://hub.example.org/city/v1/files/job-2");
        assertThat(hub.upload("/v1/far", Map.of(), BodyPublishers::noBody)).isEqualTo("/v1/files/job-2");

        door.answers("/v1/other", 202, "{}");
        assertThatThrownBy(() -> hub.upload("/v1/other", Map.of(), BodyPublishers::noBody))
                .hasMessageContaining(door.url() + " có trả lời nhưng không phải là hệ thống này");
    }
}
