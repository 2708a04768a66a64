package vn.hanoi.datahub.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** What an operator sets once for all services. */
class ServiceSettingsTest {

    /** Otherwise the audit log names the proxy for every caller, and session cookies are not marked as secure. */
    @ParameterizedTest
    @ValueSource(strings = {"ingest-service.yaml", "query-service.yaml"})
    void behindAProxy_bothServicesSeeTheCallersAddress(String file) throws Exception {
        assertThat(new YamlPropertySourceLoader().load(file, new ClassPathResource(file)))
                .singleElement()
                .extracting(settings -> settings.getProperty("server.forward-headers-strategy"))
                .hasToString("${HUB_FORWARD_HEADERS:none}");
    }
}
