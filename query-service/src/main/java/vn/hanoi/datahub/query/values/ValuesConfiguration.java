package vn.hanoi.datahub.query.values;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Values, indicators and registers. */
@Configuration(proxyBeanMethods = false)
@Import(ValuePages.class)
class ValuesConfiguration {

    @Bean
    Shapes shapes(Catalogue catalogue, QueryProperties properties) {
        String file = properties.query().boundaries();
        return file.isEmpty() ? Shapes.of(catalogue.areas()) : Shapes.of(catalogue.areas(), Path.of(file));
    }
}
