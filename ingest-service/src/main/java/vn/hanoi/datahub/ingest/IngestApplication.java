package vn.hanoi.datahub.ingest;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs the ingest service on its own, by default on port 8081. */
@SpringBootApplication
public class IngestApplication {

    public static void main(String[] args) {
        start(Map.of());
    }

    /**
     * Starts the service.
     *
     * @param settings properties that override the file {@code ingest-service.yaml} and the environment
     */
    public static ConfigurableApplicationContext start(Map<String, Object> settings) {
        return new SpringApplicationBuilder(IngestApplication.class)
                .properties("spring.config.name=ingest-service")
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
