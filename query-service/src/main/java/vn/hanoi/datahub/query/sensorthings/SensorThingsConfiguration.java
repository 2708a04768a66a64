package vn.hanoi.datahub.query.sensorthings;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Configures the OGC SensorThings API. */
@Configuration(proxyBeanMethods = false)
class SensorThingsConfiguration {

    @Bean
    SensorThings sensorThings(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            InstantSource clock,
            QueryProperties properties) {
        return new SensorThings(
                catalogue, definitions, published, clock, properties.query().recentHours());
    }
}
