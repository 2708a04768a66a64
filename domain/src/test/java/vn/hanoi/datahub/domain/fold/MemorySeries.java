package vn.hanoi.datahub.domain.fold;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Period;

/** A series in memory that runs a fold change by change, as the processor does commit by commit. */
final class MemorySeries implements Series {

    private static final Comparator<Cell> ORDER =
            Comparator.comparing(Cell::period).thenComparing(Cell::slice);

    private final Fold fold;
    private final NavigableMap<Cell, Tally> tallies = new TreeMap<>(ORDER);
    private final NavigableMap<Cell, Evaluation> values = new TreeMap<>(ORDER);

    private final Map<String, LocalDateTime> ended = new HashMap<>();
    private final Map<String, LocalDateTime> begun = new HashMap<>();
    private final Map<String, String> successors = new HashMap<>();
    private LocalDateTime now = LocalDateTime.of(2025, 12, 15, 0, 0);

    MemorySeries(Fold fold) {
        this.fold = fold;
    }

    void change(Coordinates at, Tally change) {
        Map<Cell, Tally> changes = new LinkedHashMap<>();
        fold.spread(at, change, (cell, tally) -> changes.merge(cell, tally, Tally::plus));
        Map<Cell, Tally> derived = new LinkedHashMap<>();
        changes.forEach((cell, tally) -> {
            Tally before = tally(cell);
            tallies.merge(cell, tally, Tally::plus);
            fold.derive(cell, before, tally(cell), (other, more) -> derived.merge(other, more, Tally::plus));
        });
        derived.forEach((cell, tally) -> tallies.merge(cell, tally, Tally::plus));
        Collection<Cell> affected = new LinkedHashSet<>();
        changes.keySet().forEach(cell -> fold.affected(cell, this, affected));
        derived.keySet().forEach(cell -> fold.affected(cell, this, affected));
        evaluate(affected);
    }

    private void evaluate(Collection<Cell> affected) {
        List<Cell> partsFirst = new ArrayList<>(affected);
        partsFirst.sort(Comparator.comparing(cell -> cell.slice().isTotal()));
        partsFirst.forEach(cell -> values.put(cell, fold.evaluate(cell, this)));
    }

    /** Moves the clock, as the processor does when a month begins. */
    void moveTo(LocalDateTime time) {
        now = time;
        Collection<Cell> affected = new LinkedHashSet<>();
        List.copyOf(tallies.keySet()).forEach(cell -> fold.affected(cell, this, affected));
        evaluate(affected);
    }

    /** What all cells together say they take part in. */
    Collection<Cell> touched() {
        Collection<Cell> touched = new LinkedHashSet<>();
        tallies.keySet().forEach(cell -> fold.touched(cell, this, touched));
        return touched;
    }

    /** A unit that began with the day, for all periods that ended before. */
    void begin(String unit, LocalDateTime at) {
        begun.put(unit, at);
    }

    /** A unit that ended with the day, for all periods that end later. */
    void end(String unit, LocalDateTime at) {
        ended.put(unit, at);
    }

    /** An agency that ended with the day, and the one that took over. */
    void succeed(String agency, LocalDateTime at, String successor) {
        end(agency, at);
        successors.put(agency, successor);
    }

    @Nullable
    Evaluation value(String period, Slice slice) {
        return values().get(new Cell(Period.parse(period), slice));
    }

    /** Every cell in which something counts. */
    Map<Cell, Evaluation> values() {
        NavigableMap<Cell, Evaluation> counted = new TreeMap<>(values);
        counted.values().removeIf(value -> value.events() == 0);
        return counted;
    }

    @Override
    public Tally tally(Cell cell) {
        return tallies.getOrDefault(cell, Tally.ZERO);
    }

    @Override
    public void scan(Period from, Period to, Visitor visitor) {
        List<Map.Entry<Cell, Tally>> found = tallies.entrySet().stream()
                .filter(entry -> entry.getKey().period().granularity() == from.granularity()
                        && entry.getKey().period().compareTo(from) >= 0
                        && entry.getKey().period().compareTo(to) <= 0)
                .toList();
        found.forEach(entry -> visitor.visit(entry.getKey(), entry.getValue()));
    }

    @Override
    public Double value(Cell cell) {
        Evaluation value = values.get(cell);
        return value == null ? null : value.value();
    }

    @Override
    public LocalDateTime now() {
        return now;
    }

    @Override
    public String area() {
        return "01@1900-01-01";
    }

    @Override
    public boolean counts(String unit, Period period) {
        return (!ended.containsKey(unit) || !ended.get(unit).isBefore(period.end()))
                && (!begun.containsKey(unit) || begun.get(unit).isBefore(period.end()));
    }

    @Override
    public boolean isExpected(String unit, Period period) {
        return counts(unit, period);
    }

    @Override
    public @Nullable String expectedAgency(String agency, Period period) {
        return counts(agency, period) ? agency : successors.get(agency);
    }

    @Override
    public boolean isOver(Period period) {
        return ended.containsKey(area()) && ended.get(area()).isBefore(period.end());
    }

    /** Every hour the one, every six hours the others; {@code ended} has ended on 2025-09-11. */
    @Override
    public int cadenceHours(String feed, LocalDate day) {
        return feed.startsWith("ended/") && day.isAfter(LocalDate.of(2025, 9, 11)) ? 0 : feed.endsWith("/land") ? 1 : 6;
    }

    @Override
    public int expectedUnits(Period period) {
        return 3;
    }
}
