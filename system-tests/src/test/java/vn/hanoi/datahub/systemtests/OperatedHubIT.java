package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import vn.hanoi.datahub.standalone.HubSettings;
import vn.hanoi.datahub.worldtests.SqlOracle;
import vn.hanoi.datahub.worldtests.World;

/**
 * A hub that runs already ({@code -Dhub.at}) and is empty, under load, while somebody works on it: more processors,
 * fewer, another version. {@code -Doperations} are the commands, divided by {@code ;;}, as one gives them in the
 * project's folder. No number changes.
 */
@EnabledIfSystemProperty(named = "hub.at", matches = ".+", disabledReason = "-Dhub.at names no running hub")
@EnabledIfSystemProperty(named = "operations", matches = ".+", disabledReason = "-Doperations names none")
@Timeout(1_800)
class OperatedHubIT {

    private static final long SEED = Long.getLong("seed", 8);
    private static final int EVENTS = 1_500;
    private static final int BETWEEN = 15;

    @Test
    void noOperationChangesANumber() throws Exception {
        HubSettings settings = RunningHub.get().settings;
        try (SqlOracle oracle = SqlOracle.ofTheShippedRegisters(Instant.now());
                SteadyLoad load = SteadyLoad.start(settings, World.events(SEED, EVENTS), SEED)) {
            load.goOn(BETWEEN);
            for (String operation : System.getProperty("operations").split(";;")) {
                System.out.println(operation);
                Instant began = Instant.now();
                assertThat(new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", operation))
                                .directory(Path.of("..").toFile())
                                .inheritIO()
                                .start()
                                .waitFor())
                        .as(operation)
                        .isZero();
                load.goOn(BETWEEN);
                System.out.println(
                        "taken again " + Duration.between(began, Instant.now()).toSeconds() + " s after it began");
            }
            load.finish();
            EventTopics log = Proof.of(settings, load, oracle);
            System.out.println("seed " + SEED + ": " + load.events().size() + " events accepted, " + log.size()
                    + " records in the log; 0 lost, 0 doubled, the accounts add up");
        }
    }
}
