package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * VN_AQI by station, hourly or daily; the index of an area is that of its worst station.
 *
 * <p>Keeps the hours of each station and parameter, and recomputes whatever depends on a changed one: an hour of
 * particulate matter enters the Nowcast of the eleven hours after it. A station has an index only where particulate
 * matter was measured, and an hourly one only for hours in which it reported. Members: station, parameter. Source:
 * Decision 1459/QĐ-TCMT.
 *
 * <p>The day of the decision runs from the hour labelled 01:00 to the one labelled 00:00. Periods identify an hour by
 * its start, so this is the calendar day.
 */
record VnAqiFold(Granularity granularity) implements Fold {

    private static final String STATION = "station";
    private static final List<String> PARAMETERS = List.of("PM25", "PM10", "O3", "NO2", "SO2", "CO");

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        cells.accept(
                new Cell(
                        at.period(),
                        Slice.leaf(at.members().get(0), at.members().get(1))),
                change);
    }

    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        Slice station = new Slice(STATION, changed.slice().leafParts()[0]);
        List<Period> periods = new ArrayList<>();
        if (granularity == Granularity.DAY) {
            periods.add(changed.period().in(Granularity.DAY));
        } else {
            for (int later = 0; later < VnAqi.NOWCAST_HOURS; later++) {
                Period hour = changed.period().plus(later);
                if (later == 0 || reported(series, hour, station.member())) {
                    periods.add(hour);
                }
            }
        }
        periods.forEach(period -> cells.add(new Cell(period, station)));
        periods.forEach(period -> cells.add(new Cell(period, Slice.TOTAL)));
    }

    private static boolean reported(Series series, Period hour, String station) {
        return PARAMETERS.stream()
                .anyMatch(parameter -> series.tally(new Cell(hour, Slice.leaf(station, parameter)))
                                .events()
                        > 0);
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        return cell.slice().isTotal()
                ? worstStation(cell.period(), series)
                : granularity == Granularity.HOUR
                        ? hourly(cell.period(), cell.slice().member(), series)
                        : daily(cell.period(), cell.slice().member(), series);
    }

    private Evaluation hourly(Period hour, String station, Series series) {
        if (!reported(series, hour, station)) {
            return Evaluation.NOTHING;
        }
        Double particulates = null;
        for (VnAqi.Scale scale : List.of(VnAqi.Scale.PM25, VnAqi.Scale.PM10)) {
            Double nowcast = VnAqi.nowcast(
                    newestFirst(hours(series, hour.plus(1 - VnAqi.NOWCAST_HOURS), hour, station, scale.name())));
            particulates = VnAqi.higher(particulates, nowcast == null ? null : (Double) scale.subIndex(nowcast));
        }
        Double gases = null;
        for (VnAqi.Scale scale : List.of(VnAqi.Scale.NO2, VnAqi.Scale.SO2, VnAqi.Scale.CO)) {
            gases = VnAqi.higher(gases, subIndex(scale, mean(series, hour, station, scale.name())));
        }
        gases = VnAqi.higher(gases, subIndex(VnAqi.Scale.O3_1H, mean(series, hour, station, "O3")));
        long events = events(series, hour, hour, station);
        return index(particulates, gases, events, 1.0);
    }

    private Evaluation daily(Period day, String station, Series series) {
        Period first = new Period(Granularity.HOUR, day.start());
        Period last = day.last(Granularity.HOUR);
        Double particulates = null;
        int hoursOfParticulates = 0;
        for (VnAqi.Scale scale : List.of(VnAqi.Scale.PM25, VnAqi.Scale.PM10)) {
            List<@Nullable Double> hours = hours(series, first, last, station, scale.name());
            hoursOfParticulates = Math.max(hoursOfParticulates, present(hours));
            particulates = VnAqi.higher(particulates, subIndex(scale, VnAqi.mean(hours, 1)));
        }
        Double gases = VnAqi.dailyOzone(hours(series, first, last, station, "O3"));
        for (VnAqi.Scale scale : List.of(VnAqi.Scale.NO2, VnAqi.Scale.SO2, VnAqi.Scale.CO)) {
            for (Double hour : hours(series, first, last, station, scale.name())) {
                gases = VnAqi.higher(gases, subIndex(scale, hour));
            }
        }
        return index(particulates, gases, events(series, first, last, station), hoursOfParticulates / 24.0);
    }

    private static Evaluation index(
            @Nullable Double particulates, @Nullable Double gases, long events, double coverage) {
        Double highest = particulates == null ? null : VnAqi.higher(particulates, gases);
        return new Evaluation(highest == null ? null : (Double) VnAqi.rounded(highest), null, null, events, coverage);
    }

    /**
     * Returns the index of the worst station. Stations are evaluated before their area, because {@link #affected} names
     * them first.
     */
    private Evaluation worstStation(Period period, Series series) {
        Period from = granularity == Granularity.HOUR ? period : new Period(Granularity.HOUR, period.start());
        Map<String, Long> stations = new TreeMap<>();
        series.scan(from, period.last(Granularity.HOUR), (cell, tally) -> {
            if (cell.slice().isLeaf() && tally.events() > 0) {
                stations.merge(cell.slice().leafParts()[0], tally.events(), Long::sum);
            }
        });
        Double worst = null;
        long events = 0;
        int withIndex = 0;
        for (Map.Entry<String, Long> station : stations.entrySet()) {
            Double index = series.value(new Cell(period, new Slice(STATION, station.getKey())));
            worst = VnAqi.higher(worst, index);
            withIndex += index == null ? 0 : 1;
            events += station.getValue();
        }
        return new Evaluation(worst, null, null, events, Evaluation.share(withIndex, stations.size()));
    }

    private static @Nullable Double subIndex(VnAqi.Scale scale, @Nullable Double concentration) {
        return concentration == null ? null : (Double) scale.subIndex(concentration);
    }

    private static long events(Series series, Period first, Period last, String station) {
        long events = 0;
        for (Period hour = first; hour.compareTo(last) <= 0; hour = hour.plus(1)) {
            for (String parameter : PARAMETERS) {
                events += series.tally(new Cell(hour, Slice.leaf(station, parameter)))
                        .events();
            }
        }
        return events;
    }

    private static List<@Nullable Double> hours(
            Series series, Period first, Period last, String station, String parameter) {
        List<@Nullable Double> hours = new ArrayList<>();
        for (Period hour = first; hour.compareTo(last) <= 0; hour = hour.plus(1)) {
            hours.add(mean(series, hour, station, parameter));
        }
        return hours;
    }

    private static List<@Nullable Double> newestFirst(List<@Nullable Double> oldestFirst) {
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    private static int present(List<@Nullable Double> hours) {
        int present = 0;
        for (Double hour : hours) {
            present += hour == null ? 0 : 1;
        }
        return present;
    }

    private static @Nullable Double mean(Series series, Period hour, String station, String parameter) {
        Tally tally = series.tally(new Cell(hour, Slice.leaf(station, parameter)));
        if (tally.denominator().equals(BigDecimal.ONE)) {
            return tally.numerator().doubleValue(); // the common case: one observation an hour, which needs no division
        }
        return tally.denominator().signum() == 0
                ? null
                : (Double) tally.numerator()
                        .divide(tally.denominator(), Evaluation.LAST_DIVISION)
                        .doubleValue();
    }
}
