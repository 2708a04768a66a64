package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.history.History;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.history.Releases;
import vn.hanoi.datahub.query.history.Updates;
import vn.hanoi.datahub.query.history.ValueFilter;
import vn.hanoi.datahub.query.release.ProtectedData;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** All datasets: one for each open indicator, each register, and each released report. */
final class Datasets {

    /** How far back hours reach in a dataset; older hours and days are available from the API. */
    private static final Duration HOURS = Duration.ofDays(31);

    private static final Duration DAYS = Duration.ofDays(366);
    private static final Duration MEASURED_OVER = Duration.ofDays(60);
    private static final Duration MEASURED_EVERY = Duration.ofMinutes(10);
    private static final int MOST = 500_000;

    /** Maximum age of a file whose figures change all the time. */
    private static final long PLAIN_SECONDS = 10;

    private static final String STATISTIC = "statistic";
    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(9999, 1, 1, 0, 0);

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final PublishedValues published;
    private final ProtectedData protectedData;
    private final InstantSource clock;
    private final History history;
    private final Releases releases;
    private final Supplier<Stream<Dataset>> reports;
    private @Nullable Measured measured;

    /** @param reports the datasets of the reports that are released now */
    public Datasets(
            Catalogue catalogue,
            Definitions definitions,
            PublishedValues published,
            ProtectedData protectedData,
            History history,
            Releases releases,
            InstantSource clock,
            Supplier<Stream<Dataset>> reports) {
        this.reports = reports;
        this.history = history;
        this.releases = releases;
        this.catalogue = catalogue;
        this.definitions = definitions;
        this.published = published;
        this.protectedData = protectedData;
        this.clock = clock;
    }

    public List<Dataset> all() {
        return Stream.concat(open().map(this::dataset), others()).toList();
    }

    public Optional<Dataset> find(String id) {
        return Stream.concat(
                        open().filter(definition -> definition.id().equals(id)).map(this::dataset),
                        others().filter(other -> other.id().equals(id)))
                .findFirst();
    }

    private Stream<Dataset> others() {
        return Stream.concat(RegisterDataset.all(catalogue, definitions, clock).stream(), reports.get());
    }

    private Stream<IndicatorDefinition> open() {
        return definitions.indicators().stream().filter(IndicatorDefinition::open);
    }

    /**
     * Returns the datasets with protected small counts, grouped by the events they are derived from, because one
     * dataset must not disclose what another hides. Statistics do not group datasets: they are one event type for
     * figures of all kinds.
     */
    public List<List<IndicatorDefinition>> families() {
        List<List<IndicatorDefinition>> families = new ArrayList<>();
        open().filter(definition -> !definition.smallCellsShown()).forEach(definition -> {
            List<IndicatorDefinition> family = new ArrayList<>(List.of(definition));
            families.removeIf(other -> {
                boolean related = other.stream().anyMatch(member -> speakOfTheSame(member, definition));
                if (related) {
                    family.addAll(other);
                }
                return related;
            });
            families.add(family);
        });
        return families;
    }

    private static boolean speakOfTheSame(IndicatorDefinition one, IndicatorDefinition other) {
        return one.eventTypes().stream()
                .anyMatch(type -> !type.equals(STATISTIC) && other.eventTypes().contains(type));
    }

    /** How often datasets changed. Measured only from time to time, because it scans two months of the history. */
    private record Measured(Instant at, Map<String, Updates> published, Map<String, Updates> released) {
        Optional<Updates> published(String dataset) {
            return Optional.ofNullable(published.get(dataset));
        }

        Optional<Updates> released(String dataset) {
            return Optional.ofNullable(released.get(dataset));
        }
    }

    private synchronized Measured measured() {
        Instant now = clock.instant();
        Measured last = measured;
        if (last == null || last.at().plus(MEASURED_EVERY).isBefore(now)) {
            Instant since = now.minus(MEASURED_OVER);
            last = new Measured(now, history.updates(since), releases.updates(since));
            measured = last;
        }
        return last;
    }

    private Dataset dataset(IndicatorDefinition definition) {
        return new IndicatorDataset(
                definition,
                catalogue,
                definition.smallCellsShown() ? new Plain(definition) : new Guarded(definition),
                clock.instant());
    }

    /** Figures with hidden small counts. */
    private final class Guarded implements IndicatorDataset.Figures {
        private final IndicatorDefinition definition;

        private Guarded(IndicatorDefinition definition) {
            this.definition = definition;
        }

        @Override
        public Stream<Released> now() {
            return protectedData.list(definition).stream();
        }

        @Override
        public Stream<Released> then(Instant moment) {
            return protectedData.list(definition, moment).stream();
        }

        @Override
        public String state() {
            return protectedData.state(definition);
        }

        @Override
        public Optional<Updates> updates() {
            return measured().released(definition.id());
        }

        @Override
        public Text note() {
            List<String> held = protectedData.held(definition);
            String periods = String.join(", ", held);
            return new Text(
                    "Chỉ gồm các kỳ đã kết thúc. Số đếm từ 1 đến 4 được che, cùng những số liệu có thể làm lộ nó."
                            + (held.isEmpty()
                                    ? ""
                                    : " Số liệu mới hơn của " + periods + " tạm chưa công bố vì lý do này."),
                    "Periods that have ended only. Counts from 1 to 4 are hidden, and with them what would give them away."
                            + (held.isEmpty()
                                    ? ""
                                    : " Newer figures of " + periods + " are held back for that reason."));
        }
    }

    /** Figures that are not about people: air, rain, registers of procedures. */
    private final class Plain implements IndicatorDataset.Figures {
        private final IndicatorDefinition definition;

        private Plain(IndicatorDefinition definition) {
            this.definition = definition;
        }

        @Override
        public Stream<Released> now() {
            return figures(null);
        }

        @Override
        public Stream<Released> then(Instant moment) {
            return figures(moment);
        }

        private Stream<Released> figures(@Nullable Instant asOf) {
            LocalDateTime at = CityTime.at(asOf == null ? clock.instant() : asOf);
            IndicatorDefinition spoke = asOf == null ? definition : definitions.inForceAt(definition, asOf);
            return Stream.concat(Stream.of(""), parts(spoke))
                    .flatMap(dimension -> spoke.periods().stream()
                            .flatMap(granularity -> published.list(
                                    ValueFilter.totals(spoke, granularity)
                                            .by(dimension)
                                            .between(first(granularity, at), LAST)
                                            .asOf(asOf),
                                    MOST)))
                    .filter(value -> value.events() > 0)
                    .map(value -> new Released(value, false, value.recordedAt()));
        }

        /**
         * Returns the dimensions to publish. The hub's own indicators are published as totals only: their counts by
         * feed would be events of a commune's people on one day.
         */
        private static Stream<String> parts(IndicatorDefinition definition) {
            return definition.pillar().equals("hub") ? Stream.empty() : definition.dimensions().stream();
        }

        private static LocalDateTime first(Granularity granularity, LocalDateTime at) {
            return switch (granularity) {
                case HOUR -> at.minus(HOURS);
                case DAY -> at.minus(DAYS);
                case MONTH, QUARTER, YEAR -> FIRST;
            };
        }

        @Override
        public String state() {
            return Long.toString(clock.instant().getEpochSecond() / PLAIN_SECONDS);
        }

        @Override
        public Optional<Updates> updates() {
            return measured().published(definition.id());
        }

        @Override
        public Text note() {
            return new Text(
                    "Các giờ của 31 ngày qua, các ngày của 366 ngày qua, toàn bộ các tháng, quý, năm; số liệu cũ hơn có ở API.",
                    "The hours of the last 31 days, the days of the last 366, and all months, quarters and years; older hours and days are in the API.");
        }
    }
}
