package vn.hanoi.datahub.standalone.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.standalone.Ended;

/** What an agency sees of its account at its own command line: keys, receipts, feeds. */
class AccountCommandsTest {

    private FrontDoorStub door;

    @BeforeEach
    void open() throws IOException {
        door = new FrontDoorStub();
        door.answers("/v1/keys", 200, """
                {"keys":[{"id":"2bb80d537b1d","agency":"H26.NNMT","role":"agency","status":"valid","expiresAt":null,"label":"sensors"}]}
                """);
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Ended run(String command, String... more) {
        List<String> words =
                new ArrayList<>(List.of(command, "--key", "my-key", "--ingest", door.url(), "--query", door.url()));
        words.addAll(Arrays.asList(more));
        return Ended.run(words.toArray(String[]::new));
    }

    @Test
    void listsTheKeys_asATableOrAsJson() {
        assertThat(run("keys").out())
                .containsPattern("2bb80d537b1d +H26\\.NNMT +agency +valid +sensors")
                .hasLineCount(2);
        assertThat(run("keys", "--json").json().path(0).path("id").asString()).isEqualTo("2bb80d537b1d");
    }

    @Test
    void rotatesAKey_andShowsTheNewOneAlone() {
        door.answers("/v1/keys/2bb80d537b1d/rotation", 201, "{\"key\":\"the-new-one\",\"id\":\"next\"}");

        assertThat(run("keys", "--rotate", "2bb80d537b1d", "--overlap", "PT1H").out())
                .isEqualTo("the-new-one" + System.lineSeparator());

        assertThat(door.asked.get(0).body()).isEqualTo("{\"overlap\":\"PT1H\"}");
    }

    @Test
    void revokesAKey() {
        door.answers("/v1/keys/2bb80d537b1d", 200, "{\"id\":\"2bb80d537b1d\",\"status\":\"revoked\"}");

        assertThat(run("keys", "--revoke", "2bb80d537b1d").out()).contains("2bb80d537b1d  revoked");

        assertThat(door.asked.get(0).method()).isEqualTo("DELETE");
    }

    @Test
    void aKeyThatOpensNothing_endsWith1() {
        door.answers("/v1/receipts", 401, "{\"detail\":\"the key is not known\"}");

        Ended ended = run("receipts");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("401 the key is not known");
    }

    @Test
    void listsReceipts_ofATypeWhereOneIsNamed() {
        door.answers("/v1/receipts", 200, """
                {"receipts":[{"takenAt":"2025-11-01T07:00:00+07:00","id":"r-1","type":"air-observation","channel":"file","accepted":5,"refused":{"unknown-area":1}}]}
                """);

        assertThat(run("receipts", "--type", "air-observation").out())
                .containsPattern(
                        "2025-11-01T07:00:00\\+07:00 +r-1 +air-observation +file +5 +unknown area \\(unknown-area\\) 1");
        assertThat(door.asked.get(0).path()).isEqualTo("/v1/receipts?type=air-observation");
    }

    @Test
    void showsTheFeedsOfTheKeysOwnAgency_andItsNewestFiles() {
        door.answers("/v1/agencies/H26.NNMT/quality", 200, """
                        {"name":{"vi":"Sở Nông nghiệp và Môi trường","en":"Department of Agriculture and Environment"},"since":"2025-10-02",
                         "feeds":[{"type":"air-observation","state":"late","accepted":7,"duplicate":1,"corrected":2,"rejected":3,"refused":4}]}
                        """)
                .answers("/v1/files", 200, "{\"files\":[{\"id\":\"job-1\",\"status\":\"done\",\"name\":\"air.csv\"}]}");

        assertThat(run("status").out())
                .contains("H26.NNMT")
                .containsPattern("air-observation +late +7 +1 +2 +3 +4")
                .containsPattern("job-1 +done +air\\.csv")
                .contains("send it with a higher dataversion");
    }

    @Test
    void anOperatorsKeyHasNoFeeds() {
        door.answersFromNowOn("/v1/keys", 200, "{\"keys\":[{\"id\":\"op\",\"agency\":null}]}");

        Ended ended = run("status");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(door.asked).extracting(FrontDoorStub.Asked::path).doesNotContain("/v1/files");
    }
}
