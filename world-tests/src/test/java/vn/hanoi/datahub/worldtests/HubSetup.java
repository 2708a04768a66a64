package vn.hanoi.datahub.worldtests;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Function;
import org.apache.kafka.streams.Topology;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topics;
import vn.hanoi.datahub.streams.processor.Partitions;
import vn.hanoi.datahub.streams.processor.StateStores;
import vn.hanoi.datahub.streams.topology.HubTopology;

/**
 * How a hub is set up for a test, and what of its end is not asked of it.
 *
 * @param name of its application, no other run's
 * @param state a folder for it
 * @param start where its clock stands at first
 * @param topologies makes its topology
 * @param isHeldToTheOracle false where its indicators are others than the shipped ones, and the oracle knows nothing of
 *     them
 * @param definitionsMayBePending whether definitions may still be silent in the end
 */
public record HubSetup(
        String name,
        Path state,
        Catalogue catalogue,
        Instant start,
        Function<Registry, Topology> topologies,
        boolean isHeldToTheOracle,
        boolean definitionsMayBePending) {

    /** A hub as it is deployed, over one partition. */
    public HubSetup(String name, Path state, Catalogue catalogue, Instant start) {
        this(
                name,
                state,
                catalogue,
                start,
                registry -> new HubTopology(catalogue, registry, new Partitions(1, 1)).build(StateStores.inMemory()),
                true,
                false);
    }

    HubSetup over(Function<Registry, Topology> others) {
        return new HubSetup(name, state, catalogue, start, others, isHeldToTheOracle, definitionsMayBePending);
    }

    HubSetup notHeldToTheOracle() {
        return new HubSetup(name, state, catalogue, start, topologies, false, definitionsMayBePending);
    }

    /** Nor held to the oracle, which knows nothing of silence. */
    HubSetup withDefinitionsPending() {
        return new HubSetup(name, state, catalogue, start, topologies, false, true);
    }

    public HubRun open() {
        return new HubRun(this);
    }

    Topology topology(Registry registry) {
        return topologies.apply(registry);
    }

    /** A registry of its own that knows all schemas. */
    Registry registry() {
        String url = "mock://" + name;
        Provisioning.registerSchemas(Registry.client(url), Topics.of(catalogue));
        return Registry.at(url);
    }
}
