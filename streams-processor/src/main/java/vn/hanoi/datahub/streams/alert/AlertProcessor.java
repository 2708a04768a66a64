package vn.hanoi.datahub.streams.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.alerts.Alert;
import vn.hanoi.datahub.alerts.AlertStatus;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.agency.HubActivity;
import vn.hanoi.datahub.domain.alert.AlertRule;
import vn.hanoi.datahub.domain.alert.AlertRule.Watches;
import vn.hanoi.datahub.domain.alert.Grade;
import vn.hanoi.datahub.domain.alert.Watch;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.state.AlertReading;
import vn.hanoi.datahub.state.AlertWatch;
import vn.hanoi.datahub.streams.processor.PerTask;

/**
 * Keeps a watch on each quantity and publishes an alert when its grade changes. A watch is evaluated on each reading,
 * and also every second, because silence and duration show only as time passes. Alerts are about the present: only the
 * newest period of each quantity counts, and a restart or a rebuild publishes nothing twice.
 */
final class AlertProcessor implements PerTask.Step<String, AlertReading> {

    public static final String WATCHES = "alert-watches";
    public static final String LISTENING = "alert-listening";

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    private final Catalogue catalogue;
    private final Map<String, AlertRule> rules;
    private final OverdueReports overdue;
    private final HubActivity listening = new HubActivity();
    private final ProcessorContext<String, Alert> context;
    private final KeyValueStore<String, AlertWatch> watches;
    private final KeyValueStore<String, Integer> heard;
    private final ResolvedAlerts resolved;

    AlertProcessor(Catalogue catalogue, ProcessorContext<String, Alert> context) {
        this.catalogue = catalogue;
        this.overdue = new OverdueReports(catalogue);
        this.rules = catalogue.alertRules().stream().collect(Collectors.toMap(AlertRule::id, Function.identity()));
        this.context = context;
        this.watches = context.getStateStore(WATCHES);
        this.heard = context.getStateStore(LISTENING);
        this.resolved = new ResolvedAlerts(context.getStateStore(ResolvedAlerts.STORE));
        try (KeyValueIterator<String, Integer> days = heard.all()) {
            days.forEachRemaining(day -> listening.hear(LocalDate.parse(day.key), day.value));
        }
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> lookAtAll());
        context.schedule(FORGET_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> forget());
    }

    /** Removes what is older than thirteen months: resolved alerts, and the hours in which the hub was heard. */
    private void forget() {
        resolved.forget(now()).forEach(id -> context.forward(new Record<>(id, null, now().toEpochMilli())));
        LocalDate first = ResolvedAlerts.oldestKept(now());
        listening.forgetBefore(first);
        List<String> old = new ArrayList<>();
        try (KeyValueIterator<String, Integer> days =
                heard.range(null, first.minusDays(1).toString())) {
            days.forEachRemaining(day -> old.add(day.key));
        }
        old.forEach(heard::delete);
    }

    @Override
    public void process(Record<String, AlertReading> record) {
        AlertReading reading = record.value();
        AlertRule rule = rules.get(reading.getRule());
        if (rule == null) {
            return; // removed from the catalogue while the reading was in transit
        }
        if (rule.watched().what() == Watches.FEED) {
            hear(reading);
        }
        AlertWatch watch = watches.get(record.key());
        if (watch == null) {
            watch = AlertWatch.newBuilder().setReading(reading).build();
        } else if (isNewer(reading, watch.getReading())) {
            watch.setReading(reading);
        } else {
            return;
        }
        look(record.key(), watch, rule, true);
    }

    private void hear(AlertReading reading) {
        LocalDate day = LocalDate.ofEpochDay(reading.getDay());
        Integer before = heard.get(day.toString());
        int hours = (before == null ? 0 : before) | reading.getHours();
        if (before == null || hours != before) {
            heard.put(day.toString(), hours);
            listening.hear(day, hours);
        }
    }

    private static boolean isNewer(AlertReading reading, AlertReading before) {
        String period = reading.getPeriod();
        String former = before.getPeriod();
        return period == null || former == null
                ? reading.getLastAt() > before.getLastAt()
                : Period.parse(period).compareTo(Period.parse(former)) >= 0;
    }

    private void lookAtAll() {
        List<KeyValue<String, AlertWatch>> all = new ArrayList<>();
        try (KeyValueIterator<String, AlertWatch> stored = watches.all()) {
            stored.forEachRemaining(all::add);
        }
        all.forEach(entry -> {
            AlertRule rule = rules.get(entry.value.getReading().getRule());
            if (rule == null) {
                end(entry.key, entry.value, "withdrawn");
            } else {
                look(entry.key, entry.value, rule, false);
            }
        });
    }

    /** @param isRead whether the watch has a reading that is not stored yet */
    private void look(String key, AlertWatch watch, AlertRule rule, boolean isRead) {
        AlertReading reading = watch.getReading();
        String period = reading.getPeriod();
        Instant now = now();
        if (period != null
                && !Period.parse(period)
                        .endInstant()
                        .plus(rule.timing().expires())
                        .isAfter(now)) {
            end(key, watch, "expired");
            return;
        }
        Optional<Double> quantity = quantity(rule, reading, now);
        if (quantity.isEmpty()) {
            end(key, watch, "withdrawn");
            return;
        }
        List<Grade> grades = rule.grades(definition(reading), reading.getMember());
        if (watch.getGrade() > grades.size()) {
            end(key, watch, "withdrawn"); // the catalogue has fewer grades than before
            return;
        }
        Long since = watch.getSince();
        Watch before = new Watch(
                watch.getGrade(),
                Math.min(watch.getNext(), grades.size()),
                since == null ? null : Instant.ofEpochMilli(since));
        Watch after = before.look(
                weighed(rule, reading.getPeriod(), quantity.get(), now),
                grades,
                rule.timing().lasts(),
                now);
        if (after.grade() < before.grade() && rule.timing().fallsWhenOver() && isRunning(period, now)) {
            after = before;
        }
        if (after.equals(before) && !isRead) {
            return;
        }
        watch.setGrade(after.grade());
        watch.setNext(after.next());
        watch.setSince(after.since() == null ? null : after.since().toEpochMilli());
        if (after.grade() != before.grade()) {
            if (before.grade() == 0) {
                watch.setAlert(id(key, now));
                watch.setOpenedAt(now.toEpochMilli());
            }
            tell(watch, rule, grades, before.grade(), quantity.get(), now);
        }
        watches.put(key, watch);
    }

    /**
     * Returns the quantity that decides the grade. A target is for the end of its period: what is missing in January
     * may still come, so a shortfall is weighted by the share of the period that has passed.
     */
    private static double weighed(AlertRule rule, @Nullable String period, double quantity, Instant now) {
        if (rule.watched().what() != Watches.TARGET || period == null || Double.isInfinite(quantity)) {
            return quantity;
        }
        Period of = Period.parse(period);
        double length = Duration.between(of.startInstant(), of.endInstant()).toMillis();
        double passed = Duration.between(of.startInstant(), now).toMillis();
        return quantity * Math.max(0, Math.min(1, passed / length));
    }

    private static boolean isRunning(@Nullable String period, Instant now) {
        return period != null && Period.parse(period).endInstant().isAfter(now);
    }

    /** Returns the watched quantity as of now; empty if the catalogue no longer requires it. */
    private Optional<Double> quantity(AlertRule rule, AlertReading reading, Instant now) {
        if (!rule.watched().what().isOfFeeds()) {
            Double quantity = reading.getQuantity();
            return Optional.of(quantity == null ? Double.NEGATIVE_INFINITY : quantity);
        }
        Feed feed = Feed.of(reading.getMember());
        if (rule.watched().what() == Watches.REPORT) {
            return overdue.of(feed, Instant.ofEpochMilli(reading.getLastAt()), listening, now)
                    .map(Integer::doubleValue);
        }
        return catalogue
                .findAgency(feed.agency())
                .filter(agency -> catalogue.schedule(feed.type()).isEmpty())
                .map(agency -> catalogue.cadences(agency, CityTime.dayOf(now)).get(feed.type()))
                .map(cadence -> (double) listening
                                .silentSince(Instant.ofEpochMilli(reading.getLastAt()), now)
                                .toMillis()
                        / cadence.toMillis());
    }

    private @Nullable IndicatorDefinition definition(AlertReading reading) {
        String indicator = reading.getIndicator();
        return indicator == null ? null : catalogue.findDefinition(indicator).orElse(null);
    }

    private void tell(AlertWatch watch, AlertRule rule, List<Grade> grades, int before, double quantity, Instant now) {
        boolean isOver = watch.getGrade() == 0;
        Grade grade = grades.get((isOver ? before : watch.getGrade()) - 1);
        forward(watch, rule, grade, isOver ? "cleared" : null, quantity, now);
        if (isOver) {
            watch.setAlert(null);
        }
    }

    /** Ends a watch, and the alert that is open for it. */
    private void end(String key, AlertWatch watch, String why) {
        AlertRule rule = rules.get(watch.getReading().getRule());
        if (watch.getAlert() != null) {
            List<Grade> grades = rule == null
                    ? List.of()
                    : rule.grades(
                            definition(watch.getReading()), watch.getReading().getMember());
            Grade grade = watch.getGrade() <= grades.size() ? grades.get(watch.getGrade() - 1) : null;
            forward(watch, rule, grade, why, 0, now());
        }
        watches.delete(key);
    }

    private void forward(
            AlertWatch watch,
            @Nullable AlertRule rule,
            @Nullable Grade grade,
            @Nullable String ending,
            double quantity,
            Instant now) {
        AlertReading reading = watch.getReading();
        Feed feed = rule != null && rule.watched().what().isOfFeeds() ? Feed.of(reading.getMember()) : null;
        String area = reading.getArea();
        Alert alert = Alert.newBuilder()
                .setId(Objects.requireNonNull(watch.getAlert()))
                .setRule(reading.getRule())
                .setTitleVi(title(rule, grade, true))
                .setTitleEn(title(rule, grade, false))
                .setSeverity(grade == null ? "minor" : grade.severity().word())
                .setStatus(ending == null ? AlertStatus.OPEN : AlertStatus.RESOLVED)
                .setEnding(ending)
                .setIndicator(reading.getIndicator())
                .setArea(area == null ? null : AreaId.parse(area).code())
                .setMember(reading.getMember())
                .setAgency(feed == null ? null : feed.agency())
                .setPeriod(reading.getPeriod())
                .setQuantity(Double.isInfinite(quantity) ? 0 : quantity)
                .setThreshold(grade == null ? 0 : grade.from())
                .setOpenedAt(Instant.ofEpochMilli(watch.getOpenedAt()))
                .setChangedAt(now)
                .build();
        context.forward(new Record<>(alert.getId(), alert, now.toEpochMilli()));
        if (ending != null) {
            resolved.add(alert.getId(), now);
        }
    }

    private static String title(@Nullable AlertRule rule, @Nullable Grade grade, boolean vietnamese) {
        String of =
                rule == null ? "" : vietnamese ? rule.name().vi() : rule.name().en();
        String step = grade == null
                ? ""
                : vietnamese ? grade.name().vi() : grade.name().en();
        return of + (of.isEmpty() || step.isEmpty() ? "" : ": ") + step;
    }

    /** Returns an id that is always the same for the same alert, so that a repeated step refers to the same one. */
    private static String id(String key, Instant openedAt) {
        return Digest.of(key + "|" + openedAt).first(16);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
