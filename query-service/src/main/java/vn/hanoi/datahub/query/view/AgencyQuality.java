package vn.hanoi.datahub.query.view;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.CityTime;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * The data quality of an agency in the days of a period: freshness against the declared cadence, refusals by reason,
 * and corrections.
 */
public final class AgencyQuality {

    /**
     * Quality of an agency's feeds, and of those that it took over.
     *
     * @param since first day that is counted, by the date on which the log accepted the events
     * @param validTo last day of the agency; null while it exists
     * @param successors codes of the agencies that took over
     */
    public record Quality(
            String agency,
            Text name,
            LocalDate since,
            List<FeedQuality> feeds,
            @Nullable LocalDate validTo,
            List<String> successors) {}

    /**
     * Quality of one feed in the days of a period.
     *
     * @param cadence expected interval between events, as an ISO 8601 duration; null if the feed is not expected
     * @param standing its state now, whatever the period
     * @param lastDay last day of the period on which the log accepted an event; null for none
     * @param freshness share of the time in which the feed kept its cadence, 0 to 1; null if it never sent anything, is
     *     not expected, or is periodic
     * @param corrected events that were replaced by a newer one with the same identity
     * @param refused refused events by reason code
     * @param agency the agency that sends it: the agency itself, or one that it succeeded
     */
    public record FeedQuality(
            String type,
            @Nullable Text typeName,
            @Nullable Duration cadence,
            @JsonUnwrapped Freshness.Standing standing,
            @Nullable LocalDate lastDay,
            @Nullable Double freshness,
            long accepted,
            long rejected,
            long duplicate,
            long corrected,
            Map<String, Long> refused,
            String agency) {}

    private final Catalogue catalogue;
    private final Definitions definitions;
    private final LogCounts logCounts;
    private final Punctuality punctuality;
    private final ValueView values;
    private final InstantSource clock;

    public AgencyQuality(
            Catalogue catalogue,
            Definitions definitions,
            LogCounts logCounts,
            Punctuality punctuality,
            ValueView values,
            InstantSource clock) {
        this.punctuality = punctuality;
        this.definitions = definitions;
        this.catalogue = catalogue;
        this.logCounts = logCounts;
        this.values = values;
        this.clock = clock;
    }

    /**
     * Returns an agency's feeds: those it is expected to send, and those it sends.
     *
     * @param since first day that is counted, by the date on which the log accepted the events
     * @param until first day that is no longer counted
     * @throws NotFoundException if there is no such agency
     */
    public Quality of(String code, LocalDate since, LocalDate until) {
        Agency agency = catalogue
                .findAgency(code)
                .orElseThrow(() -> new NotFoundException("there is no agency '" + code + "'; /v1/agencies lists them"));
        Instant now = clock.instant();
        List<FeedQuality> feeds = catalogue.answersFor(code, CityTime.dayOf(now)).stream()
                .sorted(Comparator.comparing((String sender) -> !sender.equals(code)))
                .flatMap(sender -> feeds(sender, new Days(since, until), now).stream())
                .toList();
        return new Quality(
                code,
                agency.name(),
                since,
                feeds,
                agency.tenure().to(),
                agency.tenure().successors());
    }

    private List<FeedQuality> feeds(String code, Days days, Instant now) {
        Agency agency = catalogue.findAgency(code).orElseThrow();
        Map<String, Duration> asked = catalogue.cadences(agency, CityTime.dayOf(now));
        TreeSet<String> types = new TreeSet<>(asked.keySet());
        types.addAll(logCounts.types(code));
        Map<Feed, List<LogCounts.Count>> counts = logCounts
                .of(code, days.since())
                .filter(count -> count.day().isBefore(days.until()))
                .collect(Collectors.groupingBy(LogCounts.Count::feed));
        return types.stream()
                .map(type -> new Feed(code, type))
                .map(feed -> feed(feed, asked.get(feed.type()), counts.getOrDefault(feed, List.of()), days, now))
                .toList();
    }

    /** The first day that is counted, and the first that is no longer counted. */
    private record Days(LocalDate since, LocalDate until) {
        boolean hold(Value value) {
            LocalDate day = value.key().period().start().toLocalDate();
            return !day.isBefore(since) && day.isBefore(until);
        }
    }

    /** Returns the last counted day on which the log accepted an event of a feed; null for none. */
    private static @Nullable LocalDate lastDay(List<LogCounts.Count> counts) {
        return counts.stream()
                .filter(count -> count.reason() == null && count.events() > 0)
                .map(LogCounts.Count::day)
                .max(LocalDate::compareTo)
                .orElse(null);
    }

    private FeedQuality feed(
            Feed feed, @Nullable Duration cadence, List<LogCounts.Count> counts, Days days, Instant now) {
        Map<Outcome, Long> outcomes = outcomes(feed, days);
        return new FeedQuality(
                feed.type(),
                catalogue.findType(feed.type()).map(EventType::title).orElse(null),
                cadence,
                punctuality.standing(feed, cadence, now),
                lastDay(counts),
                share(feed.name(), days),
                counts.stream()
                        .filter(count -> count.reason() == null)
                        .mapToLong(LogCounts.Count::events)
                        .sum(),
                outcomes.getOrDefault(Outcome.REJECTED, 0L),
                outcomes.getOrDefault(Outcome.DUPLICATE, 0L),
                outcomes.getOrDefault(Outcome.SUPERSEDED, 0L),
                counts.stream()
                        .filter(count -> count.reason() != null)
                        .collect(Collectors.groupingBy(
                                count -> Objects.requireNonNull(count.reason()),
                                TreeMap::new,
                                Collectors.summingLong(LogCounts.Count::events))),
                feed.agency());
    }

    /**
     * Returns the share of time in which a feed kept its cadence; null if it never sent anything or is not expected.
     */
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
