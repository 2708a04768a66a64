package vn.hanoi.datahub.ingest.mqtt;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.ingest.config.IngestProperties;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Configures the intake for sensors, if a broker is specified. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("!'${hub.ingest.mqtt.url}'.isEmpty()")
class MqttConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    MqttIntake mqttIntake(IngestProperties properties, Catalogue catalogue, Intake intake, MeterRegistry meters) {
        IngestProperties.Mqtt mqtt = properties.ingest().mqtt();
        String id =
                mqtt.clientId().isEmpty() ? "hanoi-hub-" + properties.ingest().instance() : mqtt.clientId();
        MqttIntake sensors = new MqttIntake(
                new MqttIntake.Settings(URI.create(mqtt.url()), mqtt.user(), mqtt.password(), id, mqtt.share()),
                catalogue,
                intake);
        Gauge.builder("hub.ingest.mqtt.connected", sensors, each -> each.isConnected() ? 1 : 0)
                .description("1 while the MQTT broker is connected")
                .register(meters);
        Gauge.builder("hub.ingest.mqtt.waiting", sensors, MqttIntake::waiting)
                .description("messages that have arrived but are not acknowledged yet")
                .register(meters);
        Gauge.builder("hub.ingest.mqtt.dropped", sensors, MqttIntake::dropped)
                .description("messages of QoS 0 dropped because they arrived too fast")
                .register(meters);
        return sensors;
    }
}
