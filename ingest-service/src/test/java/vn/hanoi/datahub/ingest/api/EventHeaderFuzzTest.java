package vn.hanoi.datahub.ingest.api;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.springframework.http.HttpHeaders;
import vn.hanoi.datahub.ingest.admission.UnreadableException;

/** Whatever stands in the headers of an event's binary form. */
class EventHeaderFuzzTest {

    @FuzzTest
    void headers(FuzzedDataProvider data) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = data.consumeInt(0, 8); i > 0; i--) {
            headers.add("ce-" + data.consumeAsciiString(20), data.consumeString(100));
        }
        try {
            EventHeader.binary(headers, data.consumeRemainingAsBytes());
        } catch (UnreadableException refused) {
            // has its reason
        }
    }
}
