package vn.hanoi.datahub.ingest.ngsi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.file.Mappings;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** Whatever a context broker sends: events, or refused with a reason. */
class NotificationsFuzzTest {

    private static final Notifications NOTIFICATIONS =
            new Notifications(CatalogueLoader.load(CatalogueFiles.shipped()), new Mappings(), 100);

    @FuzzTest
    void notification(byte[] body) {
        try {
            NOTIFICATIONS.read(body, "H26.NNMT");
        } catch (UnreadableException refused) {
            // has its reason
        }
    }
}
