package vn.hanoi.datahub.query.ngsi;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Values as NGSI-LD entities. */
@Configuration(proxyBeanMethods = false)
class NgsiConfiguration {

    @Bean
    Entities entities(Catalogue catalogue, Definitions definitions, Readings published, InstantSource clock) {
        return new Entities(catalogue, definitions, published, clock);
    }
}
