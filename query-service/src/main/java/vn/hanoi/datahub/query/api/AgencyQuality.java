package vn.hanoi.datahub.query.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.query.view.Definitions;
import vn.hanoi.datahub.query.view.LogCounts;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueView;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** How well an agency reports, in the days of a period: freshness against the declared cadence, refusals by reason, corrections. */
public final class AgencyQuality {

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final LogCounts logCounts;
    private final ValueView values;
    private final InstantSource clock;

    public AgencyQuality(
            Catalogue catalogue, Definitions definitions, LogCounts logCounts, ValueView values, InstantSource clock) {
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.logCounts = logCounts;
        this.values = values;
        this.clock = clock;
    }

    /**
     * An agency's feeds: those it is asked for and those it sends.
     *
     * @param since the first day on which the log took what counts
     * @param until the first day that does not count any more
     * @throws NotFoundException when there is no such agency
     */
    Map<String, @Nullable Object> of(String code, LocalDate since, LocalDate until) {
        Agency agency = catalogue
                .findAgency(code)
                .orElseThrow(() -> new NotFoundException("there is no agency '" + code + "'; /v1/agencies lists them"));
        Instant now = clock.instant();
        Map<String, Duration> asked = catalogue.cadences(agency);
        TreeSet<String> types = new TreeSet<>(asked.keySet());
        types.addAll(logCounts.types(code));
        Map<Feed, List<LogCounts.Count>> counts = logCounts
                .of(code, since)
                .filter(count -> count.day().isBefore(until))
                .collect(Collectors.groupingBy(LogCounts.Count::feed));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("agency", code);
        answer.put("name", agency.name());
        answer.put("since", since.toString());
        answer.put(
                "feeds",
                types.stream()
                        .map(type -> new Feed(code, type))
                        .map(feed -> feed(
                                feed,
                                asked.get(feed.type()),
                                counts.getOrDefault(feed, List.of()),
                                new Days(since, until),
                                now))
                        .toList());
        return answer;
    }

    /** The first day that counts, and the first that does not any more. */
    private record Days(LocalDate since, LocalDate until) {
        boolean hold(Value value) {
            LocalDate day = value.key().period().start().toLocalDate();
            return !day.isBefore(since) && day.isBefore(until);
        }
    }

    /** The last day on which the log took something of a feed, in the days that count; null for none. */
    private static @Nullable LocalDate lastDay(List<LogCounts.Count> counts) {
        return counts.stream()
                .filter(count -> count.reason() == null && count.events() > 0)
                .map(LogCounts.Count::day)
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    private Map<String, @Nullable Object> feed(
            Feed feed, @Nullable Duration cadence, List<LogCounts.Count> counts, Days days, Instant now) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("type", feed.type());
        row.put("typeName", FreshnessController.typeName(catalogue, feed.type()));
        row.put("cadence", cadence == null ? null : cadence.toString());
        row.putAll(FreshnessController.standing(feed, cadence, logCounts.freshness(), now));
        row.put("lastDay", lastDay(counts));
        row.put("freshness", share(feed.name(), days));
        row.put(
                "accepted",
                counts.stream()
                        .filter(count -> count.reason() == null)
                        .mapToLong(LogCounts.Count::events)
                        .sum());
        Map<Outcome, Long> outcomes = outcomes(feed, days);
        row.put("rejected", outcomes.getOrDefault(Outcome.REJECTED, 0L));
        row.put("duplicate", outcomes.getOrDefault(Outcome.DUPLICATE, 0L));
        row.put("corrected", outcomes.getOrDefault(Outcome.SUPERSEDED, 0L));
        row.put(
                "refused",
                counts.stream()
                        .filter(count -> count.reason() != null)
                        .collect(Collectors.groupingBy(
                                count -> Objects.requireNonNull(count.reason()),
                                TreeMap::new,
                                Collectors.summingLong(LogCounts.Count::events))));
        return row;
    }

    /** The share of time in which a feed kept its cadence; null where it was never heard or nobody asks for it. */
    private @Nullable Double share(String feed, Days days) {
        BigDecimal fresh = BigDecimal.ZERO;
        BigDecimal listened = BigDecimal.ZERO;
        IndicatorDefinition definition = definitions.find(Feed.FRESHNESS).orElseThrow();
        for (Value day : values.ofArea(definition, Feed.DIMENSION, Granularity.DAY, AreaRegister.CITY)
                .filter(value -> value.key().member().equals(feed) && days.hold(value))
                .toList()) {
            fresh = fresh.add(Objects.requireNonNullElse(day.numerator(), BigDecimal.ZERO));
            listened = listened.add(Objects.requireNonNullElse(day.denominator(), BigDecimal.ZERO));
        }
        return listened.signum() == 0 ? null : (Double) (fresh.doubleValue() / listened.doubleValue());
    }

    private Map<Outcome, Long> outcomes(Feed feed, Days days) {
        return values.ofArea(
                        definitions.find(AccountLine.INDICATOR).orElseThrow(),
                        AccountLine.DIMENSION,
                        Granularity.DAY,
                        AreaRegister.CITY)
                .filter(value -> value.key().member().startsWith(AccountLine.prefix(feed)) && days.hold(value))
                .collect(Collectors.groupingBy(
                        value -> AccountLine.of(value.key().member()).outcome(),
                        Collectors.summingLong(Value::events)));
    }
}
