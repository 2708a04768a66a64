package vn.hanoi.datahub.ingest.mqtt;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.UnreadableException;

/** Whatever a device publishes on whatever topic: an event, or refused with a reason. */
class MqttMessageFuzzTest {

    @FuzzTest
    void message(FuzzedDataProvider data) {
        String rest = data.consumeString(60);
        try {
            MqttMessage.read(
                    "hub/v1/H26.NNMT/air-observation" + rest, data.consumeRemainingAsBytes(), AtTheDoor.CATALOGUE);
        } catch (UnreadableException refused) {
            // has its reason
        }
    }
}
