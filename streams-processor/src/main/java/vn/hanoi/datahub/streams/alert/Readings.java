package vn.hanoi.datahub.streams.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.alert.AlertRule.Watches;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.domain.plan.Goal;
import vn.hanoi.datahub.quality.LogCount;
import vn.hanoi.datahub.quality.ReportedPeriod;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.state.AlertReading;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/**
 * Extracts from the hub's topics what the rules look at. Each reading is keyed by what is watched: rule, area, and part
 * or indicator.
 */
final class Readings {

    private final Catalogue catalogue;

    public Readings(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Whether any rule looks at a row with this key: most rows are skipped without being decoded. */
    public boolean areOf(IndicatorRowKey key) {
        Granularity length = Period.parse(key.getPeriod()).granularity();
        return catalogue.alertRules().stream().anyMatch(rule -> isWatched(rule, key, length));
    }

    /** Returns the readings of published values; none for values that have expired. */
    public List<KeyValue<String, AlertReading>> of(IndicatorRowKey key, @Nullable IndicatorRow row, Instant now) {
        Optional<IndicatorDefinition> definition = catalogue
                .findDefinition(key.getIndicator())
                .filter(declared -> declared.version() >= key.getDefinitionVersion());
        Optional<Area> area = catalogue.areas().find(new AreaId(key.getArea(), key.getAreaSince()));
        if (row == null || definition.isEmpty() || area.isEmpty()) {
            return List.of();
        }
        Period period = Period.parse(key.getPeriod());
        List<KeyValue<String, AlertReading>> readings = new ArrayList<>();
        for (AlertRule rule : catalogue.alertRules()) {
            if (isWatched(rule, key, period.granularity())
                    && rule.watched().levels().contains(area.get().level())
                    && period.endInstant().plus(rule.timing().expires()).isAfter(now)
                    && !period.startInstant().isAfter(now)) {
                String by = rule.watched().by() == null ? "" : rule.watched().by();
                row.getParts().stream()
                        .filter(part -> part.getDimension().equals(by))
                        .forEach(part -> quantity(
                                        rule, part, () -> catalogue.goal(definition.get(), area.get(), period, now))
                                .ifPresent(quantity -> readings.add(reading(rule, key, part.getMember(), quantity))));
            }
        }
        return readings;
    }

    private static boolean isWatched(AlertRule rule, IndicatorRowKey key, Granularity length) {
        boolean isOfRule = rule.watched().what() == Watches.TARGET
                || key.getIndicator().equals(rule.watched().indicator());
        return !rule.watched().what().isOfFeeds()
                && isOfRule
                && length == rule.watched().period();
    }

    /**
     * Returns the quantity a rule looks at; empty where there is none because the area has no target. It is NaN where
     * there is no value any more.
     */
    private static Optional<Double> quantity(AlertRule rule, IndicatorPart value, Supplier<Optional<Goal>> goal) {
        double found = value.getValue() == null || value.getEvents() == 0 ? Double.NaN : value.getValue();
        if (rule.watched().what() == Watches.VALUE) {
            return Optional.of(found);
        }
        return goal.get().map(wanted -> Double.isNaN(found) ? found : missing(wanted, found));
    }

    /** Returns how far a value falls short of its target, in per cent of the target; 0 where the target is met. */
    private static double missing(Goal goal, double value) {
        if (goal.isMetBy(value).orElse(true)) {
            return 0;
        }
        double attained = goal.attainment(value).orElse(0.0);
        return Math.max(0, Math.min(100, 100 * (1 - attained)));
    }

    private static KeyValue<String, AlertReading> reading(
            AlertRule rule, IndicatorRowKey key, String member, double quantity) {
        String subject = rule.watched().what() == Watches.TARGET ? key.getIndicator() : member;
        AlertReading reading = AlertReading.newBuilder()
                .setRule(rule.id())
                .setIndicator(key.getIndicator())
                .setArea(key.getArea() + "@" + key.getAreaSince())
                .setMember(member)
                .setPeriod(key.getPeriod())
                .setQuantity(Double.isNaN(quantity) ? null : quantity)
                .build();
        return KeyValue.pair(rule.id() + "|" + reading.getArea() + "|" + subject, reading);
    }

    /** Returns the readings of a reported period: a periodic feed delivered it. */
    public List<KeyValue<String, AlertReading>> of(@Nullable ReportedPeriod reported) {
        if (reported == null) {
            return List.of();
        }
        Instant end = CityTime.startOf(reported.getLastDay().plusDays(1));
        return ofFeed(
                Watches.REPORT,
                new Feed(reported.getAgency(), reported.getType()),
                AlertReading.newBuilder().setLastAt(end.toEpochMilli()));
    }

    /** Returns the readings of a log count: an event was received from a feed. */
    public List<KeyValue<String, AlertReading>> of(@Nullable LogCount count) {
        if (count == null || count.getReason() != null || count.getAgency().equals(Feed.NOBODY)) {
            return List.of();
        }
        return ofFeed(
                Watches.FEED,
                new Feed(count.getAgency(), count.getType()),
                AlertReading.newBuilder()
                        .setLastAt(Objects.requireNonNullElse(count.getLastEventAt(), count.getLastAt())
                                .toEpochMilli())
                        .setDay((int) count.getDay().toEpochDay())
                        .setHours(count.getHours()));
    }

    private List<KeyValue<String, AlertReading>> ofFeed(Watches quantity, Feed feed, AlertReading.Builder reading) {
        return catalogue.alertRules().stream()
                .filter(rule -> rule.watched().what() == quantity)
                .map(rule -> KeyValue.pair(
                        rule.id() + "||" + feed.name(),
                        reading.setRule(rule.id()).setMember(feed.name()).build()))
                .toList();
    }
}
