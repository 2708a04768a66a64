package vn.hanoi.datahub.streams.processor;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/** What the registers and the clock say about one series: who is expected to report, which units still count, how far values are carried. */
record SeriesFacts(Catalogue catalogue, IndicatorDefinition definition, AreaId area, LocalDateTime clock) {

    /** The clock's time, or the last moment of an area, or of a series, that ended before. */
    LocalDateTime now() {
        LocalDateTime now = clock;
        LocalDate areaEnds = catalogue.areas().find(area).map(Area::validTo).orElse(null);
        for (LocalDate end : new LocalDate[] {areaEnds, definition.validTo()}) {
            if (end != null && !end.plusDays(1).atStartOfDay().isAfter(now)) {
                now = end.plusDays(1).atStartOfDay().minusNanos(1);
            }
        }
        return now;
    }

    /** A unit counts where it was in force when the period ended. */
    boolean counts(String unit, Period period) {
        if (unit.indexOf('@') < 0) {
            return true;
        }
        LocalDate last = period.end().minusNanos(1).toLocalDate();
        return catalogue
                .areas()
                .find(AreaId.parse(unit))
                .map(known -> known.isInForce(last))
                .orElse(true);
    }

    /** Where communes are expected, a report for a district or the city makes up for none that is missing. */
    boolean isExpected(String unit, Period period) {
        return (unit.equals(area.toString()) || counts(unit, period))
                && (definition.coverage() != IndicatorDefinition.Coverage.COMMUNES
                        || AreaId.parse(unit).isCommune());
    }

    boolean isOver(Period period) {
        LocalDate end = catalogue.areas().find(area).map(Area::validTo).orElse(null);
        return end != null && end.plusDays(1).atStartOfDay().isBefore(period.end());
    }

    /** A day's cadence allows 24 hours of silence, an hour's one. */
    int cadenceHours(String feed) {
        Duration cadence = catalogue.cadence(Feed.of(feed)).orElse(null);
        return cadence == null ? 0 : (int) Math.max(1, cadence.toHours());
    }

    int expectedUnits(Period period) {
        return switch (definition.coverage()) {
            case NONE -> 0;
            case SINGLE -> 1;
            case AGENCIES ->
                definition.eventTypes().stream()
                        .mapToInt(catalogue::publishers)
                        .max()
                        .orElse(0);
            case COMMUNES -> communes(period);
        };
    }

    /** The communes in force at the period's end, or at its start for a unit that did not live to see the end. */
    private int communes(Period period) {
        int atEnd = communes(period.end().minusNanos(1).toLocalDate());
        return atEnd > 0 ? atEnd : communes(period.start().toLocalDate());
    }

    private int communes(LocalDate day) {
        return catalogue.areas().find(area).filter(unit -> unit.isInForce(day)).isPresent()
                ? catalogue.areas().communes(area.code(), day)
                : 0;
    }
}
