package vn.hanoi.datahub.query.values;

import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.query.config.QueryProperties;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Values, indicators and registers. */
@Configuration(proxyBeanMethods = false)
class ValuesConfiguration {

    @Bean
    ValuePages valuePages(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            ValueRows rows,
            CurrentBoundaries boundaries) {
        return new ValuePages(catalogue, definitions, published, rows, boundaries);
    }

    @Bean
    Shapes shapes(Catalogue catalogue, QueryProperties properties) {
        String file = properties.query().boundaries();
        return file.isEmpty() ? Shapes.of(catalogue.areas()) : Shapes.of(catalogue.areas(), Path.of(file));
    }
}
