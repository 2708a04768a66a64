package vn.hanoi.datahub.query.form;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.trace.Traces;

/** Serialisation of values, alerts and live updates. */
@Configuration(proxyBeanMethods = false)
class FormConfiguration {

    @Bean
    ValueRows rows(Catalogue catalogue, InstantSource clock) {
        return new ValueRows(catalogue, clock);
    }

    @Bean
    CurrentBoundaries currentBoundaries(Catalogue catalogue, InstantSource clock) {
        return new CurrentBoundaries(catalogue, clock);
    }

    @Bean
    AlertRows alertRows(Catalogue catalogue, Definitions definitions, Readings readings, InstantSource clock) {
        return new AlertRows(catalogue, definitions, readings, clock);
    }

    @Bean
    UpdateWriter updateWriter(
            Catalogue catalogue,
            Definitions definitions,
            ValueRows rows,
            AlertRows alertRows,
            JsonMapper json,
            Traces traces) {
        return new UpdateWriter(catalogue, definitions, rows, alertRows, json, traces);
    }
}
