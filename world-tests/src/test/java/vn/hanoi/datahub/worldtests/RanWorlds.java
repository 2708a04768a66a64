package vn.hanoi.datahub.worldtests;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Worlds that have run: a world takes a while, and several tests look at what came of it. */
final class RanWorlds {

    private static final int SIZE = 600;
    private static final Map<Long, HubValues> RAN = new ConcurrentHashMap<>();

    private RanWorlds() {}

    static List<ObjectNode> events(long seed) {
        return World.events(seed, SIZE);
    }

    /** What the hub published of a world; runs it when asked for the first time, within the test that asks. */
    static HubValues of(long seed, Path state, Catalogue catalogue) {
        return RAN.computeIfAbsent(
                seed, any -> HubRun.of("world-" + seed, state, catalogue, events(seed), World.NOW, World.NOW));
    }
}
