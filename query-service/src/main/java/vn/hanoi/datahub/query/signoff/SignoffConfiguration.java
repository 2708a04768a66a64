package vn.hanoi.datahub.query.signoff;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.query.form.ComposedValues;
import vn.hanoi.datahub.query.form.ValueRows;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.release.ReportChanges;
import vn.hanoi.datahub.query.release.ReportReleases;
import vn.hanoi.datahub.query.view.CurrentBoundaries;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.values.ReportRelease;

/** Reports that are frozen, signed and released. */
@Configuration(proxyBeanMethods = false)
class SignoffConfiguration {

    @Bean
    SignedParts signedParts(Catalogue catalogue, Definitions definitions, Freezer freezer, ComposedValues values) {
        return new SignedParts(catalogue, definitions, (release, id) -> freezer.sources(release, id, values));
    }

    @Bean
    ReportChanges reportChanges(
            ControlLog log,
            FollowedTopic<String, ReportRelease> reportReleaseFeed,
            ReportReleases releases,
            AuditLog audit) {
        return new ReportChanges(
                releases,
                new AuditedTopic<>(new ConfirmedWriter<>(log, reportReleaseFeed, ReportReleases::group), audit));
    }

    @Bean
    Freezer freezer(
            Catalogue catalogue,
            Definitions definitions,
            @Qualifier("openValues") Readings openValues,
            CurrentBoundaries boundaries,
            ValueRows rows,
            JsonMapper json) {
        return new Freezer(catalogue, definitions, new ComposedValues(openValues, catalogue, boundaries), rows, json);
    }
}
