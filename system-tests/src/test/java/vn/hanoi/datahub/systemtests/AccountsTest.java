package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of the accounts after every class of tests is worth something only if it notices. */
class AccountsTest {

    private static final String ADDS_UP = """
            {"accounts": [
              {"day": "2026-03-10", "agency": "H26.HCC", "type": "procedure-dossier", "accepted": 7, "applied": 3, "duplicate": 2, "superseded": 1, "rejected": 1, "pending": 0, "difference": 0},
              {"day": "2026-03-10", "agency": "H26.XD", "type": "rain-observation", "accepted": 2, "applied": 2, "duplicate": 0, "superseded": 0, "rejected": 0, "pending": 0, "difference": 0}],
             "total": {"accepted": 9, "applied": 5, "duplicate": 2, "superseded": 1, "rejected": 1, "pending": 0, "difference": 0}}
            """;

    private static List<String> problems(String answer) {
        return Accounts.of(new JsonMapper().readTree(answer)).problems();
    }

    @Test
    void saysNothingOfAccountsThatAddUp() {
        assertThat(problems(ADDS_UP)).isEmpty();
        assertThat(problems("""
                        {"accounts": [], "total": {"accepted": 0, "applied": 0, "duplicate": 0, "superseded": 0, "rejected": 0, "pending": 0, "difference": 0}}
                        """)).as("a hub that has taken nothing yet").isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "\"applied\": 3; \"applied\": 2; 2026-03-10 H26.HCC procedure-dossier: 7 accepted, but 2 applied + 2 duplicate + 1 superseded + 1 rejected + 0 pending",
                "\"rejected\": 1, \"pending\": 0, \"difference\": 0}; \"rejected\": 1, \"pending\": 0, \"difference\": 1}; 2026-03-10 H26.HCC procedure-dossier: the hub says that its account is wrong by 1",
                "\"accepted\": 9, \"applied\": 5; \"accepted\": 8, \"applied\": 4; the rows have 9 events, the total has 8",
                "\"accepted\": 9, \"applied\": 5, \"duplicate\": 2, \"superseded\": 1, \"rejected\": 1, \"pending\": 0; \"accepted\": 9, \"applied\": 4, \"duplicate\": 2, \"superseded\": 1, \"rejected\": 1, \"pending\": 1; 1 events are pending"
            })
    void noticesWhatDoesNotAddUp(String right, String wrong, String problem) {
        assertThat(ADDS_UP).contains(right);

        assertThat(problems(ADDS_UP.replace(right, wrong))).contains(problem);
    }

    @Test
    void noticesThatThereAreNoAccountsNow() {
        assertThat(problems("{\"status\": 503, \"detail\": \"the outcomes are still being read\"}"))
                .isNotEmpty();
    }
}
