package vn.hanoi.datahub.query.opendata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.query.history.PublishedValues;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.history.Updates;
import vn.hanoi.datahub.query.release.ProtectedData;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.ValueFilter;

/**
 * The figures that datasets are made of: with hidden small counts where they are about people, as they are elsewhere.
 */
record OpenFigures(
        Definitions definitions,
        PublishedValues published,
        ProtectedData protectedData,
        UpdateRates rates,
        InstantSource clock) {

    /** How far back hours reach in a dataset; older hours and days are available from the API. */
    private static final Duration HOURS = Duration.ofDays(31);

    private static final Duration DAYS = Duration.ofDays(366);
    private static final int MOST = 500_000;

    /** Maximum age of a file whose figures change all the time. */
    private static final long PLAIN_SECONDS = 10;

    private static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
    private static final LocalDateTime LAST = LocalDateTime.of(9999, 1, 1, 0, 0);

    IndicatorDataset.Figures of(IndicatorDefinition definition) {
        return definition.publication().smallCellsShown() ? new Plain(definition) : new Guarded(definition);
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
            return rates.released(definition.id());
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
            return rates.published(definition.id());
        }

        @Override
        public Text note() {
            return new Text(
                    "Các giờ của 31 ngày qua, các ngày của 366 ngày qua, toàn bộ các tháng, quý, năm; số liệu cũ hơn có ở API.",
                    "The hours of the last 31 days, the days of the last 366, and all months, quarters and years; older hours and days are in the API.");
        }
    }
}
