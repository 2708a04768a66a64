package vn.hanoi.datahub.query;

import java.util.Map;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The query service as a standalone application on port 8080. */
@SpringBootApplication
public class QueryApplication {

    public static void main(String[] args) {
        start(Map.of());
    }

    /** @param settings override the file {@code query-service.yaml} and the environment */
    public static ConfigurableApplicationContext start(Map<String, Object> settings) {
        return new SpringApplicationBuilder(QueryApplication.class)
                .properties("spring.config.name=query-service")
                .run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }
}
