package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.Counting;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * What the registers and the clock say about one series: which units are expected to report, which still count, how far
 * values are carried forward.
 */
final class SeriesFacts {

    private final Catalogue catalogue;
    private final IndicatorDefinition definition;
    private final AreaId area;
    private final String areaText;
    private final @Nullable LocalDate areaEnds;
    private final LocalDateTime now;

    SeriesFacts(Catalogue catalogue, IndicatorDefinition definition, AreaId area, LocalDateTime clock) {
        this.catalogue = catalogue;
        this.definition = definition;
        this.area = area;
        this.areaText = area.toString();
        this.areaEnds = catalogue.areas().find(area).map(Area::validTo).orElse(null);
        this.now = Stream.of(areaEnds, definition.frame().validTo())
                .filter(Objects::nonNull)
                .map(end -> end.plusDays(1).atStartOfDay())
                .filter(over -> !over.isAfter(clock))
                .map(over -> over.minusNanos(1))
                .min(Comparator.naturalOrder())
                .orElse(clock);
    }

    /** Returns the area in the text form of {@link AreaId}. */
    String area() {
        return areaText;
    }

    /** Returns the clock's time, or the last moment of an area or a definition that ended before. */
    LocalDateTime now() {
        return now;
    }

    /** Whether a unit counts: it was in force when the period ended. */
    boolean counts(String unit, Period period) {
        return catalogue
                .areas()
                .findById(unit)
                .map(known -> known.isInForce(last(period)))
                .orElse(true);
    }

    /**
     * Whether a unit is expected to report. Where communes are expected, a report for a district or the city does not
     * make up for a missing one.
     */
    boolean isExpected(String unit, Period period) {
        return (unit.equals(areaText) || counts(unit, period))
                && (definition.counting().coverage() != Counting.Coverage.COMMUNES || AreaId.isCommune(unit));
    }

    /** Returns the agency that an agency counts as where agencies are expected; null where it counts as none. */
    @Nullable
    String expectedAgency(String agency, Period period) {
        LocalDate last = last(period);
        return catalogue
                .findAgency(agency)
                .map(known -> catalogue.heir(known, last))
                .filter(heir -> heir.isInForce(last)
                        && definition.counting().eventTypes().stream().anyMatch(heir.types()::contains))
                .map(Agency::code)
                .orElse(null);
    }

    private static LocalDate last(Period period) {
        return period.end().minusNanos(1).toLocalDate();
    }

    boolean isOver(Period period) {
        return areaEnds != null && areaEnds.plusDays(1).atStartOfDay().isBefore(period.end());
    }

    /** Returns how many hours of silence the cadence of a feed allows: 24 for a daily one, one for an hourly one. */
    int cadenceHours(String feed, LocalDate day) {
        Duration cadence = catalogue.cadence(Feed.of(feed), day).orElse(null);
        return cadence == null ? 0 : (int) Math.max(1, cadence.toHours());
    }

    int expectedUnits(Period period) {
        return switch (definition.counting().coverage()) {
            case NONE -> 0;
            case SINGLE -> 1;
            case AGENCIES ->
                definition.counting().eventTypes().stream()
                        .mapToInt(type -> catalogue.publishers(type, last(period)))
                        .max()
                        .orElse(0);
            case COMMUNES -> communes(period);
        };
    }

    /**
     * Returns the number of communes in force at the period's end, or at its start for a unit that was dissolved before
     * the end.
     */
    private int communes(Period period) {
        int atEnd = communes(last(period));
        return atEnd > 0 ? atEnd : communes(period.start().toLocalDate());
    }

    private int communes(LocalDate day) {
        return catalogue.areas().find(area).filter(unit -> unit.isInForce(day)).isPresent()
                ? catalogue.areas().communes(area.code(), day)
                : 0;
    }
}
