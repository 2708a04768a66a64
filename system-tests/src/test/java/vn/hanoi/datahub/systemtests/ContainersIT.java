package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Testcontainers;
import vn.hanoi.datahub.worldtests.SqlOracle;
import vn.hanoi.datahub.worldtests.World;

/**
 * The hub out of its images: processors come and go while agencies push, in order and by {@code kill -9}, and no number
 * changes.
 */
@Testcontainers(disabledWithoutDocker = true)
@Timeout(1_200)
class ContainersIT {

    private static final long SEED = 7;
    private static final int EVENTS = 1_200;
    private static final int BETWEEN = 10;

    @TempDir
    private Path folder;

    @Test
    void scalingChangesNoNumber() throws Exception {
        try (SqlOracle oracle = SqlOracle.ofTheShippedRegisters(Instant.now());
                ContainerHub hub = ContainerHub.start(folder);
                SteadyLoad load = SteadyLoad.start(hub.settings, World.events(SEED, EVENTS), SEED)) {
            load.goOn(BETWEEN);
            hub.addProcessor();
            hub.addProcessor();
            load.goOn(BETWEEN);
            hub.killProcessor(); // the first, which had all the work once
            load.goOn(BETWEEN);
            hub.addProcessor();
            load.goOn(BETWEEN);
            hub.stopProcessor();
            hub.stopProcessor();
            assertThat(hub.processors).hasSize(1);
            load.goOn(BETWEEN);
            load.finish();

            Proof.of(hub.settings, load, oracle);
        }
    }
}
