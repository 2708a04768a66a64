package vn.hanoi.datahub.query.report;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.AgencyQuality;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** Scorecards of areas and agencies. */
@Configuration(proxyBeanMethods = false)
class ReportConfiguration {

    @Bean
    Scorecards scorecards(
            Catalogue catalogue,
            Definitions definitions,
            Readings published,
            ValueRows rows,
            AgencyQuality quality,
            CurrentBoundaries boundaries) {
        return new Scorecards(catalogue, definitions, published, rows, quality, boundaries);
    }
}
