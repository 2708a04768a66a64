package vn.hanoi.datahub.ingest;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The front door as a service of its own, on port 8081. */
@SpringBootApplication
public class IngestApplication {

    public static void main(String[] args) {
        start(Map.of());
    }

    /** @param settings override the file {@code ingest-service.yaml} and the environment */
    public static ConfigurableApplicationContext start(Map<String, Object> settings) {
        return new SpringApplicationBuilder(IngestApplication.class)
                .properties("spring.config.name=ingest-service")
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
