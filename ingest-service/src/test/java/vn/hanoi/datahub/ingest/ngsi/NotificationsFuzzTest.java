package vn.hanoi.datahub.ingest.ngsi;

import com.code_intelligence.jazzer.junit.FuzzTest;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.file.Mappings;

/** Whatever a context broker sends: events, or refused with a reason. */
class NotificationsFuzzTest {

    private static final Notifications NOTIFICATIONS = new Notifications(AtTheDoor.CATALOGUE, new Mappings(), 100);

    @FuzzTest
    void notification(byte[] body) {
        try {
            NOTIFICATIONS.read(body, "H26.NNMT");
        } catch (UnreadableException refused) {
            // has its reason
        }
    }
}
