package vn.hanoi.datahub.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.streams.alert.AlertTopology;
import vn.hanoi.datahub.streams.processor.AccountingTopology;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;

/**
 * The descriptions of the three topologies as they are deployed.
 *
 * <p>A change here changes running state: a renamed store or repartition topic starts empty, and what the old one holds
 * is stranded. Two safe ways to deploy such a change: keep every old name and only add; or give the processor a new
 * application id and let it rebuild all values from the log beside the running one. Event topics and the catalogue may
 * grow freely. Then write the new description: the test leaves it in {@code target/topology*.txt}.
 */
class HubTopologyTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final Registry REGISTRY = Registry.at("mock://topology");

    private static void isTheOneThatWasDeployed(Topology topology, String file) throws IOException {
        String described = topology.describe().toString();
        Files.writeString(Path.of("target", file), described);

        assertThat(described)
                .doesNotContain("0000000")
                .isEqualTo(Files.readString(Path.of("src/test/resources", file)));
    }

    @Test
    void theHub() throws IOException {
        isTheOneThatWasDeployed(
                new HubTopology(CATALOGUE, REGISTRY, new Partitions(4, 4)).build(StateStores.persistent()),
                "topology.txt");
    }

    @Test
    void accounting() throws IOException {
        isTheOneThatWasDeployed(
                new AccountingTopology(CATALOGUE, REGISTRY).build(StateStores.persistent()), "topology-accounting.txt");
    }

    @Test
    void alerts() throws IOException {
        isTheOneThatWasDeployed(
                new AlertTopology(CATALOGUE, REGISTRY).build(StateStores.persistent()), "topology-alerts.txt");
    }
}
