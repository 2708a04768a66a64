package vn.hanoi.datahub.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What callers provoke must not fill the log. */
class LogTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.springframework.web.servlet.PageNotFound",
                "org.springframework.web.servlet.resource.ResourceHandlerUtils",
                "org.springframework.boot.webmvc.autoconfigure.WelcomePageHandlerMapping"
            })
    void aWrongRequestIsNoWarning(String logger) throws Exception {
        assertThat(LoggerFactory.getLogger(logger).isWarnEnabled()).isFalse();
        for (String service : new String[] {"ingest-service", "query-service", "streams-processor"}) {
            assertThat(Files.readString(Path.of("../" + service + "/src/main/resources/" + service + ".yaml")))
                    .contains("config.import: classpath:services.yaml");
        }
        assertThat(Files.readString(Path.of("../schemas/src/main/resources/services.yaml")))
                .contains("logging.level.org.springframework.web: ERROR")
                .contains("logging.level.org.springframework.boot.webmvc: ERROR");
    }
}
