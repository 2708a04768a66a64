package vn.hanoi.datahub.ingest.admission;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** Whatever bytes come as events: they are read, or refused with a reason, and the door decides on what was read. */
class EventJsonFuzzTest {

    private static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");
    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());
    private static final Door DOOR = new Door(CATALOGUE, Duration.ofMinutes(5), new Holds());

    @FuzzTest
    void structured(byte[] body) {
        try {
            admit(List.of(EventJson.structured(body)));
        } catch (UnreadableException refused) {
            // has its reason
        }
    }

    @FuzzTest
    void batch(byte[] body) {
        try {
            admit(EventJson.batch(body, 100));
        } catch (UnreadableException refused) {
            // has its reason
        }
    }

    private static void admit(List<Submission> events) {
        events.forEach(
                event -> DOOR.admit(event, CATALOGUE.findAgency("H26.NNMT").orElseThrow(), NOW));
    }
}
