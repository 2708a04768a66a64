package vn.hanoi.datahub.query.values;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.query.form.ValuesQuery;
import vn.hanoi.datahub.query.history.Readings;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Serves the latest values for Prometheus to scrape. The period of a value is a separate metric, so that a new month
 * does not create new series.
 */
@RestController
@Tag(name = "indicators")
class PrometheusController {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final Readings published;
    private final InstantSource clock;
    private final ExpositionFormats formats = ExpositionFormats.init();

    public PrometheusController(Catalogue catalogue, Definitions definitions, Readings published, InstantSource clock) {
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.published = published;
        this.clock = clock;
    }

    /**
     * Returns the latest value of each indicator, with its coverage and target: for the city, or for each area of a
     * level.
     */
    @Operation(operationId = "getPrometheusMetrics", summary = "The latest values, for Prometheus to scrape")
    @GetMapping(path = "/v1/prometheus")
    ResponseEntity<byte[]> latest(
            @RequestParam(required = false) @Nullable String level,
            @Parameter(hidden = true) @RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable
                    String accept)
            throws IOException {
        AreaLevel wanted = level == null ? AreaLevel.CITY : ValuesQuery.level(level);
        LocalDate today = CityTime.dayOf(clock.instant());
        List<Area> areas = catalogue.areas().list(today).stream()
                .filter(area -> area.level() == wanted)
                .toList();
        GaugeSnapshot.Builder values = gauge("hub_indicator_value", "latest value, in the indicator's own unit");
        GaugeSnapshot.Builder coverages = gauge("hub_indicator_coverage", "units that reported ÷ units expected");
        GaugeSnapshot.Builder targets = gauge("hub_indicator_target", "target of the value's year");
        GaugeSnapshot.Builder starts =
                gauge("hub_indicator_period_start_seconds", "start of the period the latest value is of");
        for (IndicatorDefinition definition : definitions.indicators()) {
            for (Area area : areas) {
                Optional<Value> latest =
                        published.latest(definition, ValuesQuery.defaultGranularity(definition), area.id());
                latest.ifPresent(value -> {
                    Labels labels = labels(definition, area);
                    add(values, labels, value.value());
                    add(coverages, labels, value.coverage());
                    add(starts, labels, (double)
                            value.key().period().startInstant().getEpochSecond());
                    add(
                            targets,
                            labels,
                            catalogue
                                    .goal(definition, area, value.key().period(), clock.instant())
                                    .map(Goal::value)
                                    .orElse(null));
                });
            }
        }
        ExpositionFormatWriter writer = formats.findWriter(accept);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        writer.write(text, MetricSnapshots.of(values.build(), coverages.build(), targets.build(), starts.build()));
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(writer.getContentType()))
                .body(text.toByteArray());
    }

    private static GaugeSnapshot.Builder gauge(String name, String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static Labels labels(IndicatorDefinition definition, Area area) {
        return Labels.of(
                "area",
                area.code(),
                "area_name",
                area.name(),
                "area_since",
                area.validFrom().toString(),
                "indicator",
                definition.id(),
                "unit",
                definition.unit());
    }

    private static void add(GaugeSnapshot.Builder gauge, Labels labels, @Nullable Double value) {
        if (value != null) {
            gauge.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(labels).value(value).build());
        }
    }
}
