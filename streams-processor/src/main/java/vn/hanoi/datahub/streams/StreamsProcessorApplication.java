package vn.hanoi.datahub.streams;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The processor as a service of its own, with health and metrics on port 8082. */
@SpringBootApplication
public class StreamsProcessorApplication {

    public static void main(String[] args) {
        start(Map.of());
    }

    /** @param settings take precedence over the file {@code streams-processor.yaml} and the environment */
    public static ConfigurableApplicationContext start(Map<String, Object> settings) {
        return new SpringApplicationBuilder(StreamsProcessorApplication.class)
                .properties("spring.config.name=streams-processor")
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
