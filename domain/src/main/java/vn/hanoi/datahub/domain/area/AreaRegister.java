package vn.hanoi.datahub.domain.area;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Register of all units of the city, past and present, and of how the old communes became the new ones. Immutable. */
public final class AreaRegister {

    /** The code of Hà Nội itself. */
    public static final String CITY = "01";

    /** The last day of the districts and of the communes below them; the transfers lead from this day to the next. */
    public static final LocalDate LAST_DAY_OF_OLD_UNITS = LocalDate.of(2025, 6, 30);

    private final Map<String, List<Area>> byCode = new LinkedHashMap<>();
    private final Map<String, Area> byId = new HashMap<>();
    private final List<Transfer> transfers;

    /**
     * Cached number of communes by unit and era: boundaries change a few times in a decade, values a thousand times a
     * second.
     */
    private final Map<String, Integer> communeCounts = new ConcurrentHashMap<>();

    private final NavigableSet<LocalDate> eras = new TreeSet<>();

    public AreaRegister(Collection<Area> areas, Collection<Transfer> transfers) {
        areas.stream()
                .sorted(Comparator.comparing(Area::code).thenComparing(Area::validFrom))
                .forEach(area -> byCode.computeIfAbsent(area.code(), code -> new ArrayList<>())
                        .add(area));
        this.transfers = List.copyOf(transfers);
        areas.forEach(area -> {
            eras.add(area.validFrom());
            byId.put(area.id().toString(), area);
        });
    }

    /** Returns the unit that had the code on the given day. */
    public Optional<Area> find(String code, LocalDate day) {
        for (Area area : byCode.getOrDefault(code, List.of())) {
            if (area.isInForce(day)) {
                return Optional.of(area);
            }
        }
        return Optional.empty();
    }

    /** Returns the unit with this code and first day. */
    public Optional<Area> find(AreaId id) {
        return byCode.getOrDefault(id.code(), List.of()).stream()
                .filter(area -> area.validFrom().equals(id.since()))
                .findFirst();
    }

    /**
     * Returns the unit with an id in written form, {@code 00004@2025-07-01}; empty when there was never such a unit.
     */
    public Optional<Area> findById(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /**
     * Returns the city itself.
     *
     * @throws IllegalStateException when the register has no city
     */
    public Area city() {
        return findLatest(CITY).orElseThrow(() -> new IllegalStateException("the register has no city"));
    }

    /** Returns the unit that has the code now, or that had it last. */
    public Optional<Area> findLatest(String code) {
        List<Area> named = byCode.getOrDefault(code, List.of());
        return named.isEmpty() ? Optional.empty() : Optional.of(named.get(named.size() - 1));
    }

    /**
     * Returns the unit that has the code on a day, or that had it last before; the newest where the code came later.
     * This is what a code alone stands for wherever one unit is meant.
     */
    public Optional<Area> findUpTo(String code, LocalDate day) {
        return byCode.getOrDefault(code, List.of()).stream()
                .filter(unit -> !unit.validFrom().isAfter(day))
                .reduce((older, newer) -> newer)
                .or(() -> findLatest(code));
    }

    /** Returns whether any unit has ever had the code. */
    public boolean isKnown(String code) {
        return byCode.containsKey(code);
    }

    /** Returns the unit and all units above it on the given day, lowest first; empty when the code was not in force. */
    public List<Area> lineage(String code, LocalDate day) {
        List<Area> lineage = new ArrayList<>(3);
        Optional<Area> next = find(code, day);
        while (next.isPresent()) {
            Area area = next.get();
            lineage.add(area);
            next = area.parent() == null ? Optional.empty() : find(area.parent(), day);
        }
        return lineage;
    }

    /** Returns whether {@code code} is {@code ancestor} or is within it on the given day. */
    public boolean isWithin(String code, String ancestor, LocalDate day) {
        return lineage(code, day).stream().anyMatch(area -> area.code().equals(ancestor));
    }

    /** Returns all units, past and present, by code and first day. */
    public List<Area> all() {
        return byCode.values().stream().flatMap(List::stream).toList();
    }

    /** Returns all units in force on a day, by code. */
    public List<Area> list(LocalDate day) {
        return byCode.values().stream()
                .flatMap(List::stream)
                .filter(area -> area.isInForce(day))
                .toList();
    }

    public List<Area> list(LocalDate day, AreaLevel level) {
        return list(day).stream().filter(area -> area.level() == level).toList();
    }

    /** Returns the number of communes within the unit on the given day; 1 for a commune. */
    public int communes(String code, LocalDate day) {
        return communeCounts.computeIfAbsent(
                code + "@" + eras.floor(day), era -> (int) list(day, AreaLevel.COMMUNE).stream()
                        .filter(commune -> isWithin(commune.code(), code, day))
                        .count());
    }

    public List<Transfer> transfers() {
        return transfers;
    }
}
