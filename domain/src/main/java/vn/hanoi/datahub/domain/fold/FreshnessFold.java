package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/**
 * The share of time in which feeds kept their cadence. A feed is an agency and an event type; a contribution names an
 * hour in which something from the feed was accepted.
 *
 * <p>Time is counted in <em>listening hours</em>, the hours in which the hub received something from any feed. An hour
 * in which it received nothing is attributed to the hub itself and counts against no feed. A listening hour is fresh
 * when the feed sent something in it, or in one of the listening hours before it that its cadence allows. Hours before
 * the feed's first event do not count, nor do days on which the feed is not expected, as after its agency's end. So no
 * clock is needed: an hour without any event changes nothing.
 *
 * <pre>
 *   spread   feed and all, by day      events by hour
 *   derive   feed and all, by day      hours with events; a change here means that values change
 *            feed and all, by year     hours with events, as bits of each day
 *            feed and all              years with events
 * </pre>
 *
 * @param settings settings with two dimensions: event type, and feed
 */
record FreshnessFold(FoldSettings settings) implements Fold {

    /** Name that represents all feeds together. */
    private static final String ALL = "";

    private static final String EVENTS = "events";
    private static final String HOURS = "hours";
    private static final String YEARS = "years";
    private static final Period TIMELESS = Carry.first(Granularity.YEAR);
    private static final long NEVER = -1;

    /** What one feed adds to a cell, in hours. */
    private static final class Count {
        private long fresh;
        private long listened;
    }

    @Override
    public void spread(Coordinates at, Tally change, BiConsumer<Cell, Tally> cells) {
        Period day = at.period().in(Granularity.DAY);
        String hour = Integer.toString(at.period().start().getHour());
        for (String feed : List.of(at.members().get(1), ALL)) {
            cells.accept(new Cell(day, Slice.leaf(EVENTS, feed)), units(change.events(), hour, change.events()));
        }
    }

    private static Tally units(long events, String unit, long count) {
        SortedMap<String, Long> units = new TreeMap<>();
        if (count != 0) {
            units.put(unit, count);
        }
        return new Tally(BigDecimal.ZERO, BigDecimal.ZERO, events, units);
    }

    @Override
    public void derive(Cell cell, Tally before, Tally after, BiConsumer<Cell, Tally> cells) {
        if (!isLeaf(cell, EVENTS) || hours(before) == hours(after)) {
            return;
        }
        String feed = cell.slice().leafParts()[1];
        Period year = cell.period().in(Granularity.YEAR);
        long more = Long.bitCount(hours(after)) - Long.bitCount(hours(before));
        cells.accept(new Cell(cell.period(), Slice.leaf(HOURS, feed)), units(more, "", 0));
        cells.accept(
                new Cell(year, Slice.leaf(HOURS, feed)),
                units(more, cell.period().text(), hours(after) - hours(before)));
        cells.accept(new Cell(TIMELESS, Slice.leaf(YEARS, feed)), units(more, year.text(), more));
    }

    /** Returns the hours of a day that have events, as bits. */
    private static long hours(Tally events) {
        long hours = 0;
        for (var hour : events.units().entrySet()) {
            hours |= hour.getValue() > 0 ? 1L << Integer.parseInt(hour.getKey()) : 0;
        }
        return hours;
    }

    /**
     * Adds the cells of the day and of all days until the feed's next event, because a day's hours apply to all of
     * them.
     */
    @Override
    public void affected(Cell changed, Series series, Collection<Cell> cells) {
        if (!isLeaf(changed, HOURS) || changed.period().granularity() != Granularity.DAY) {
            return;
        }
        String feed = changed.slice().leafParts()[1];
        LocalDate first = changed.period().start().toLocalDate();
        for (String one : feed.equals(ALL) ? feeds(series) : new TreeSet<>(List.of(feed))) {
            LocalDate last = next(one, first, series);
            for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
                Period period = Period.containing(day, Granularity.DAY);
                slices(one)
                        .forEach(slice -> settings.periods()
                                .forEach(granularity -> cells.add(new Cell(period.in(granularity), slice))));
            }
        }
    }

    /** Adds only the cells of the day: every listening day has its own hours, so no day has to cover those after it. */
    @Override
    public void touched(Cell cell, Series series, Collection<Cell> cells) {
        if (isLeaf(cell, HOURS)
                && cell.period().granularity() == Granularity.DAY
                && cell.slice().leafParts()[1].equals(ALL)) {
            feeds(series)
                    .forEach(feed -> slices(feed)
                            .forEach(slice -> settings.periods()
                                    .forEach(granularity ->
                                            cells.add(new Cell(cell.period().in(granularity), slice)))));
        }
    }

    /**
     * Returns the next day on which the feed sent something, or else the last day on which any feed did; no earlier
     * than the day itself.
     */
    private static LocalDate next(String feed, LocalDate day, Series series) {
        for (String one : List.of(feed, ALL)) {
            SortedMap<String, Long> years = years(one, series).tailMap(Integer.toString(day.getYear()));
            String last = null;
            for (String year : years.keySet()) {
                SortedMap<String, Long> later = days(one, Period.parse(year), series)
                        .tailMap(day.plusDays(1).toString());
                if (!later.isEmpty()) {
                    last = one.equals(ALL) ? later.lastKey() : later.firstKey();
                    if (!one.equals(ALL)) {
                        break;
                    }
                }
            }
            if (last != null) {
                return LocalDate.parse(last);
            }
        }
        return day;
    }

    @Override
    public Evaluation evaluate(Cell cell, Series series) {
        Count count = new Count();
        feeds(series).stream()
                .filter(feed -> slices(feed).contains(cell.slice()))
                .forEach(feed -> add(feed, cell.period(), series, count));
        Tally tally = new Tally(
                BigDecimal.valueOf(count.fresh),
                BigDecimal.valueOf(count.listened),
                count.listened,
                Collections.emptySortedMap());
        return count.listened == 0 ? Evaluation.NOTHING : Evaluation.of(tally, settings.factor(), null);
    }

    private static void add(String feed, Period period, Series series, Count count) {
        Period year = period.in(Granularity.YEAR);
        SortedMap<String, Long> heard = days(feed, year, series);
        long silent = silentBefore(feed, period, series);
        String from = period.start().toLocalDate().toString();
        String to = period.end().toLocalDate().toString();
        for (var listening : days(ALL, year, series).subMap(from, to).entrySet()) {
            int allowed = series.cadenceHours(feed, LocalDate.parse(listening.getKey()));
            if (allowed == 0) {
                continue;
            }
            long heardHours = heard.getOrDefault(listening.getKey(), 0L);
            for (int hour = 0; hour < 24; hour++) {
                if (!is(listening.getValue(), hour)) {
                    continue;
                }
                if (is(heardHours, hour)) {
                    silent = 0;
                } else if (silent != NEVER) {
                    silent++;
                }
                if (silent != NEVER) {
                    count.listened++;
                    count.fresh += silent < allowed ? 1 : 0;
                }
            }
        }
    }

    private static boolean is(long hours, int hour) {
        return (hours >> hour & 1) == 1;
    }

    /**
     * Returns for how many listening hours a feed had been silent when a period began; {@link #NEVER} when it had not
     * sent anything yet.
     */
    private static long silentBefore(String feed, Period period, Series series) {
        String start = period.start().toLocalDate().toString();
        SortedMap<String, Long> years = years(feed, series);
        long silent = 0;
        Period year = period.in(Granularity.YEAR);
        while (!years.headMap(year.plus(1).text()).isEmpty()) {
            SortedMap<String, Long> listening = days(ALL, year, series).headMap(start);
            SortedMap<String, Long> heard = days(feed, year, series).headMap(start);
            if (!heard.isEmpty()) {
                String day = heard.lastKey();
                int hour = Long.SIZE - 1 - Long.numberOfLeadingZeros(heard.getOrDefault(day, 0L));
                long rest = listening.getOrDefault(day, 0L) >> (hour + 1);
                return silent + Long.bitCount(rest) + sum(listening.tailMap(day + "\0"));
            }
            silent += sum(listening);
            year = year.plus(-1);
        }
        return NEVER;
    }

    private static long sum(SortedMap<String, Long> days) {
        return days.values().stream().mapToInt(Long::bitCount).sum();
    }

    private static SortedMap<String, Long> days(String feed, Period year, Series series) {
        return series.tally(new Cell(year, Slice.leaf(HOURS, feed))).units();
    }

    private static SortedMap<String, Long> years(String feed, Series series) {
        return series.tally(new Cell(TIMELESS, Slice.leaf(YEARS, feed))).units();
    }

    private static TreeSet<String> feeds(Series series) {
        TreeSet<String> feeds = new TreeSet<>();
        series.scan(TIMELESS, TIMELESS, (cell, tally) -> {
            if (isLeaf(cell, YEARS)) {
                feeds.add(cell.slice().leafParts()[1]);
            }
        });
        feeds.remove(ALL);
        return feeds;
    }

    /** Returns the slices that a feed belongs to: the total, its agency, its type, and the feed itself. */
    private List<Slice> slices(String feed) {
        int slash = feed.indexOf('/');
        return List.of(
                Slice.TOTAL,
                Slice.agency(feed.substring(0, slash)),
                new Slice(settings.dimensions().get(0), feed.substring(slash + 1)),
                new Slice(settings.dimensions().get(1), feed));
    }

    private static boolean isLeaf(Cell cell, String name) {
        return cell.slice().isLeaf() && cell.slice().leafParts()[0].equals(name);
    }
}
