package vn.hanoi.datahub.ingest.mqtt;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;

/** Whatever a device publishes on whatever topic: an event, or refused with a reason. */
class MqttMessageFuzzTest {

    private static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    @FuzzTest
    void message(FuzzedDataProvider data) {
        String rest = data.consumeString(60);
        try {
            MqttMessage.read("hub/v1/H26.NNMT/air-observation" + rest, data.consumeRemainingAsBytes(), CATALOGUE);
        } catch (UnreadableException refused) {
            // has its reason
        }
    }
}
