package vn.hanoi.datahub.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;

/**
 * The description of the whole topology as it is deployed.
 *
 * <p>A change here changes running state: a renamed store or repartition topic starts empty, and what the old one holds
 * is stranded. Two safe ways to deploy such a change: keep every old name and only add; or give the processor a new
 * application id and let it rebuild all values from the log beside the running one. Event topics and the catalogue may
 * grow freely. Then write the new description: the test leaves it in {@code target/topology.txt}.
 */
class HubTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/topology.txt");

    @Test
    void isTheOneThatWasDeployed() throws IOException {
        String described = new HubTopology(
                        CatalogueLoader.load(CatalogueFiles.shipped()),
                        Registry.at("mock://topology"),
                        new Partitions(4, 4))
                .build(StateStores.persistent())
                .describe()
                .toString();
        Files.writeString(Path.of("target/topology.txt"), described);

        assertThat(described).doesNotContain("0000000").isEqualTo(Files.readString(GOLDEN));
    }
}
