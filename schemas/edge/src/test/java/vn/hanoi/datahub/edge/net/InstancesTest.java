package vn.hanoi.datahub.edge.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who answers behind a name. What a name server says is not asked for: these are addresses, or names that every machine
 * knows.
 */
class InstancesTest {

    private static List<String> now(String... addresses) {
        return new Instances(List.of(addresses)).now();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8082",
                "http://127.0.0.1:8082/base",
                "http://[::1]:8082",
                "https://127.0.0.1",
                "http://localhost:8082"
            })
    void oneInstanceStaysAsItIsWritten(String address) {
        assertThat(now(address)).containsExactly(address);
    }

    @Test
    void keepsTheOrder_andNamesEachOnce() {
        assertThat(now("http://127.0.0.2:1", "http://127.0.0.1:1", "http://127.0.0.2:1"))
                .containsExactly("http://127.0.0.2:1", "http://127.0.0.1:1");
        assertThat(now()).isEmpty();
    }

    /**
     * Asked, it does not answer: then the next one is asked, and nobody fails for a name. This one is too long for any
     * name server to be asked.
     */
    @Test
    void aNameThatNobodyKnowsStays() {
        String unknown = "http://" + "x".repeat(64) + ":8082";

        assertThat(now(unknown, "http://127.0.0.1:1")).containsExactly(unknown, "http://127.0.0.1:1");
    }
}
