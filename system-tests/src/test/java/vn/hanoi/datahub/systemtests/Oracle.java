package vn.hanoi.datahub.systemtests;

import java.math.*;
import java.time.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.function.Function;
import java.util.stream.*;
import tools.jackson.databind.JsonNode;

/**
 * What the hub should say, worked out a second time from the contract alone and without sharing a line with the hub. It keeps every
 * event and computes every value anew from those in force: slow and short, so that it can be checked by reading.
 */
final class Oracle {

    /** Where a commune code lay on a day: the codes of the area itself and those above it, lowest first. */
    interface Areas {
        List<String> lineage(String code, LocalDate day);
    }

    record Value(Double value, long events) {}

    private static final ZoneId CITY = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Comparator<Event> OLDEST_FIRST =
            Comparator.comparing(Event::time).thenComparing(Event::version).thenComparing(Event::position);

    private final Areas areas;
    private final Map<List<String>, String> payloadOfId = new HashMap<>();
    private final Map<List<String>, List<Event>> versionsOfIdentity = new LinkedHashMap<>();
    private final Set<String> carried = new HashSet<>();
    private final Map<String, Long> withoutEffect = new TreeMap<>(Map.of("duplicate", 0L, "rejected", 0L));
    private Map<String, Value> values = new TreeMap<>();
    private int accepted;

    Oracle(Areas areas) {
        this.areas = areas;
    }

    private record Event(
            String source,
            String type,
            String subject,
            String id,
            Instant time,
            long version,
            boolean retract,
            JsonNode data,
            int position) {
        String agency() {
            return source.split(":")[3];
        }

        String text(String field) {
            JsonNode node = data.path(field);
            return node.isNull() || node.isMissingNode() ? null : node.asString("");
        }

        boolean is(String field, String text) {
            return text.equals(text(field));
        }

        BigDecimal number(String field) {
            return text(field) == null ? BigDecimal.ZERO : new BigDecimal(text(field));
        }

        LocalDateTime at(String field) {
            return text(field) == null
                    ? null
                    : local(OffsetDateTime.parse(text(field)).toInstant());
        }

        LocalDateTime intervalStart(int usual) {
            return local(time).minusMinutes(data.path("averagingMinutes").asLong(usual));
        }

        /** One agency's subject, and for observations one moment of it. */
        List<String> identity() {
            return List.of(agency(), type, subject, type.endsWith("-observation") ? time.toString() : "");
        }

        String payload() {
            return time + " " + version + " " + retract + " " + (data.isObject() ? canonical(data) : "{}");
        }
    }

    /** The same text for the same content: no null fields, numbers by value, timestamps by the instant they name. */
    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            node.properties().stream()
                    .filter(f -> !f.getValue().isNull())
                    .forEach(f -> fields.put(f.getKey(), canonical(f.getValue())));
            return fields.toString();
        }
        try {
            return node.isNumber()
                    ? new BigDecimal(node.asString()).stripTrailingZeros().toPlainString()
                    : node.isString()
                            ? OffsetDateTime.parse(node.asString()).toInstant().toString()
                            : node.toString();
        } catch (DateTimeException otherText) {
            return node.toString();
        }
    }

    /** Takes accepted events in the order of the log. */
    void accept(JsonNode json) {
        values = new TreeMap<>();
        Event event = new Event(
                json.path("source").asString(""),
                json.path("type").asString("").replaceFirst("^vn\\.hanoi\\.", ""),
                json.path("subject").asString(""),
                json.path("id").asString(""),
                OffsetDateTime.parse(json.path("time").asString("")).toInstant(),
                json.path("dataversion").asLong(0),
                json.path("operation").asString("").equals("retract"),
                json.path("data"),
                accepted++);
        String first =
                payloadOfId.putIfAbsent(List.of(event.type, event.source, event.subject, event.id), event.payload());
        if (first == null) {
            versionsOfIdentity
                    .computeIfAbsent(event.identity(), i -> new ArrayList<>())
                    .add(event);
        } else {
            withoutEffect.merge(first.equals(event.payload()) ? "duplicate" : "rejected", 1L, Long::sum);
        }
    }

    Map<String, Long> outcomes() {
        Map<String, Long> counts = new TreeMap<>(withoutEffect);
        counts.put("applied", (long) versionsOfIdentity.size());
        counts.put(
                "superseded",
                versionsOfIdentity.values().stream()
                        .mapToLong(versions -> versions.size() - 1)
                        .sum());
        return counts;
    }

    private List<Event> inForce(String type) {
        return versionsOfIdentity.values().stream()
                .map(versions -> Collections.max(versions, OLDEST_FIRST))
                .filter(event -> event.type.equals(type) && !event.retract)
                .toList();
    }

    private List<String> areasOf(Event event) {
        return areas.lineage(event.text("area"), local(event.time).toLocalDate());
    }

    /** The total, the agency's slice, and one slice for each dimension the event has a member of. */
    private static List<String> slices(Event event, String... dimensions) {
        List<String> slices = new ArrayList<>(List.of("", "agency=" + event.agency()));
        Stream.of(dimensions).filter(d -> event.text(d) != null).forEach(d -> slices.add(d + "=" + event.text(d)));
        return slices;
    }

    /** Finest first, each with the length of its text. */
    private enum Grain {
        HOUR(13),
        DAY(10),
        MONTH(7),
        QUARTER(7),
        YEAR(4);
        final int length;

        Grain(int length) {
            this.length = length;
        }
    }

    private static LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, CITY);
    }

    private static String period(Grain grain, LocalDateTime t) {
        return grain == Grain.QUARTER
                ? t.getYear() + "-Q" + (t.getMonthValue() + 2) / 3
                : t.toString().substring(0, grain.length);
    }

    /** A month, quarter or year; the end is exclusive. */
    private record Span(Grain grain, LocalDate start, LocalDate end) {
        static Span of(Grain grain, LocalDate day) {
            int months = grain == Grain.MONTH ? 1 : grain == Grain.QUARTER ? 3 : 12;
            LocalDate start = LocalDate.of(day.getYear(), (day.getMonthValue() - 1) / months * months + 1, 1);
            return new Span(grain, start, start.plusMonths(months));
        }

        static Span parse(String text) {
            boolean quarter = text.contains("Q");
            int month = text.length() == 4
                    ? 1
                    : quarter ? 3 * Integer.parseInt(text.substring(6)) : Integer.parseInt(text.substring(5));
            return of(
                    text.length() == 4 ? Grain.YEAR : quarter ? Grain.QUARTER : Grain.MONTH,
                    LocalDate.of(Integer.parseInt(text.substring(0, 4)), month, 1));
        }

        /** The month, quarter and year that hold this span. */
        Stream<Span> around() {
            return Stream.of(Grain.MONTH, Grain.QUARTER, Grain.YEAR)
                    .filter(g -> g.compareTo(grain) >= 0)
                    .map(g -> of(g, start));
        }

        boolean contains(Span other) {
            return !other.start.isBefore(start) && !other.end.isAfter(end);
        }

        String text() {
            return period(grain, start.atStartOfDay());
        }
    }

    /** Every value by {@code indicator|area|period|slice}; cells in which nothing counts are left out. */
    Map<String, Value> values() {
        if (values.isEmpty()) {
            carried.clear();
            ratios();
            meanOfStations();
            airQuality();
            snapshots("ds.fibre_households", false);
            snapshots("de.grdp_share", true);
            tasks();
            values.values().removeIf(value -> value.events == 0);
        }
        return values;
    }

    /** Nothing of the slice happens in the cell's own period: no report of a snapshot; of tasks, no month unlike the one before it. */
    boolean isCarried(String key) {
        values();
        return carried.contains(key);
    }

    private static String key(String indicator, String area, String period) {
        return indicator + "|" + area + "|" + period + "|";
    }

    /** One numerator and denominator, or the sums of several. */
    private record Tally(BigDecimal numerator, BigDecimal denominator, long events) {
        static Tally of(BigDecimal n, BigDecimal d) {
            return new Tally(n, d, 1);
        }

        static Tally sum(Stream<Tally> tallies) {
            return tallies.reduce(new Tally(BigDecimal.ZERO, BigDecimal.ZERO, 0), Tally::plus);
        }

        Tally plus(Tally o) {
            return new Tally(numerator.add(o.numerator), denominator.add(o.denominator), events + o.events);
        }

        Value value() {
            boolean none = denominator.signum() == 0;
            return new Value(
                    none
                            ? null
                            : (Double) numerator
                                    .divide(denominator, MathContext.DECIMAL64)
                                    .doubleValue(),
                    events);
        }
    }

    /** One of a share in per cent. */
    private static Tally percent(boolean counts) {
        return Tally.of(counts ? HUNDRED : BigDecimal.ZERO, BigDecimal.ONE);
    }

    private void ratios() {
        List<Grain> grains = List.of(Grain.DAY, Grain.MONTH, Grain.QUARTER, Grain.YEAR);
        Map<String, Tally> tallies = new HashMap<>();
        for (Event e : inForce("procedure-dossier")) {
            LocalDateTime at = e.at("resolvedAt");
            if (e.is("status", "RESOLVED") && at != null) {
                List<String> slices = slices(e, "sector", "procedure");
                boolean onTime = e.at("dueAt") != null && !at.isAfter(e.at("dueAt"));
                tally(
                        tallies,
                        "dg.tthc_dossiers_online",
                        e,
                        at,
                        grains,
                        slices,
                        percent(e.is("channel", "ONLINE_FULL")));
                tally(tallies, "dg.tthc_on_time", e, at, grains, slices, percent(onTime));
            }
        }
        for (Event e : inForce("work-dossier")) {
            LocalDateTime at = e.at("closedAt");
            boolean counts = e.is("status", "CLOSED") && e.is("secret", "false") && at != null;
            if (counts && !(e.is("level", "DISTRICT") && at.toLocalDate().isAfter(LocalDate.of(2025, 6, 30)))) {
                tally(
                        tallies,
                        "dg.work_dossiers_online." + e.text("level").toLowerCase(Locale.ROOT),
                        e,
                        at,
                        grains,
                        slices(e, "sector"),
                        percent(e.is("online", "true")));
            }
        }
        for (Event e : inForce("traffic-observation")) {
            BigDecimal vehicles = e.number("vehicles");
            if (vehicles.signum() > 0) {
                tally(
                        tallies,
                        "traffic.speed_ratio",
                        e,
                        e.intervalStart(5),
                        List.of(Grain.HOUR, Grain.DAY),
                        slices(e, "link"),
                        Tally.of(vehicles.multiply(e.number("speedKmh")), vehicles.multiply(e.number("freeFlowKmh"))));
            }
        }
        tallies.forEach((key, tally) -> values.put(key, tally.value()));
    }

    private void tally(
            Map<String, Tally> tallies,
            String indicator,
            Event event,
            LocalDateTime at,
            List<Grain> grains,
            List<String> slices,
            Tally one) {
        areasOf(event)
                .forEach(area -> grains.forEach(grain -> slices.forEach(slice ->
                        tallies.merge(key(indicator, area, period(grain, at)) + slice, one, Tally::plus))));
    }

    private static BigDecimal mean(Collection<BigDecimal> numbers) {
        return numbers.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(numbers.size()), MathContext.DECIMAL128);
    }

    private void meanOfStations() {
        Map<String, Map<String, List<BigDecimal>>> cells = new HashMap<>();
        inForce("air-observation").stream()
                .filter(e -> e.is("parameter", "PM25"))
                .forEach(e -> areasOf(e)
                        .forEach(area -> Stream.of(Grain.HOUR, Grain.DAY, Grain.MONTH, Grain.YEAR)
                                .forEach(grain -> cells.computeIfAbsent(
                                                key("air.pm25_mean", area, period(grain, e.intervalStart(60))),
                                                k -> new HashMap<>())
                                        .computeIfAbsent(e.text("station"), s -> new ArrayList<>())
                                        .add(e.number("value")))));
        cells.forEach((key, stations) -> {
            stations.forEach((station, all) ->
                    values.put(key + "station=" + station, new Value(mean(all).doubleValue(), all.size())));
            values.put(
                    key,
                    new Value(
                            mean(stations.values().stream().map(Oracle::mean).toList())
                                    .doubleValue(),
                            stations.values().stream().mapToLong(List::size).sum()));
        });
    }

    private void airQuality() {
        Map<String, Map<String, Station>> stationsOfArea = new HashMap<>();
        inForce("air-observation")
                .forEach(e -> areasOf(e)
                        .forEach(area -> stationsOfArea
                                .computeIfAbsent(area, a -> new HashMap<>())
                                .computeIfAbsent(e.text("station"), s -> new Station(new TreeMap<>()))
                                .hours
                                .computeIfAbsent(
                                        e.intervalStart(60).truncatedTo(ChronoUnit.HOURS), h -> new HashMap<>())
                                .computeIfAbsent(e.text("parameter"), p -> new ArrayList<>())
                                .add(e.number("value"))));
        stationsOfArea.forEach((area, stations) -> stations.forEach((name, station) -> {
            station.hours
                    .keySet()
                    .forEach(hour -> worst(
                            key("air.vn_aqi_hourly", area, period(Grain.HOUR, hour)),
                            name,
                            station.hourly(hour),
                            station.count(hour, 1)));
            station.hours.keySet().stream()
                    .map(hour -> hour.truncatedTo(ChronoUnit.DAYS))
                    .distinct()
                    .forEach(day -> worst(
                            key("air.vn_aqi_daily", area, period(Grain.DAY, day)),
                            name,
                            station.daily(day),
                            station.count(day, 24)));
        }));
    }

    /** Records a station's index, and raises the area's to it. */
    private void worst(String key, String station, Double index, long events) {
        values.put(key + "station=" + station, new Value(index, events));
        values.merge(
                key,
                new Value(index, events),
                (a, b) -> new Value(
                        Stream.of(a, b)
                                .map(Value::value)
                                .filter(Objects::nonNull)
                                .max(Double::compare)
                                .orElse(null),
                        a.events + b.events));
    }

    /** A station's observations (those in one area) by hour and parameter, and its VN_AQI by Decision 1459/QĐ-TCMT. */
    private record Station(TreeMap<LocalDateTime, Map<String, List<BigDecimal>>> hours) {
        private static final int[] INDEX = {0, 50, 100, 150, 200, 300, 400, 500};
        private static final int[] OZONE_8H = {0, 100, 120, 170, 210, 400};
        private static final Map<String, int[]> BREAKPOINTS = Map.of(
                "O3", new int[] {0, 160, 200, 300, 400, 800, 1000, 1200},
                "CO", new int[] {0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000},
                "SO2", new int[] {0, 125, 350, 550, 800, 1600, 2100, 2630},
                "NO2", new int[] {0, 100, 200, 700, 1200, 2350, 3100, 3850},
                "PM10", new int[] {0, 50, 150, 250, 350, 420, 500, 600},
                "PM25", new int[] {0, 25, 50, 80, 150, 250, 350, 500});

        long count(LocalDateTime from, int n) {
            return hours.subMap(from, from.plusHours(n)).values().stream()
                    .flatMap(h -> h.values().stream())
                    .flatMap(List::stream)
                    .count();
        }

        /** The means of the hours from one on, null where the station has none. */
        private List<BigDecimal> means(String parameter, LocalDateTime from, int length) {
            return IntStream.range(0, length)
                    .mapToObj(
                            i -> hours.getOrDefault(from.plusHours(i), Map.of()).get(parameter))
                    .map(numbers -> numbers == null ? null : mean(numbers))
                    .toList();
        }

        private static List<BigDecimal> present(List<BigDecimal> numbers) {
            return numbers.stream().filter(Objects::nonNull).toList();
        }

        private static BigDecimal highest(Stream<BigDecimal> numbers) {
            return numbers.filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }

        Double hourly(LocalDateTime hour) {
            return index(
                    dust -> nowcast(means(dust, hour.minusHours(11), 12)),
                    gas -> sub(BREAKPOINTS.get(gas), means(gas, hour, 1).get(0)));
        }

        Double daily(LocalDateTime day) {
            return index(
                    dust -> present(means(dust, day, 24)).isEmpty() ? null : mean(present(means(dust, day, 24))),
                    gas -> {
                        List<BigDecimal> means = means(gas, day, 24);
                        Stream<List<BigDecimal>> windows = IntStream.range(0, gas.equals("O3") ? 17 : 0)
                                .mapToObj(start -> present(means.subList(start, start + 8)))
                                .filter(window -> window.size() >= 6);
                        return highest(Stream.concat(
                                means.stream().map(mean -> sub(BREAKPOINTS.get(gas), mean)),
                                windows.map(window -> sub(OZONE_8H, mean(window)))));
                    });
        }

        /** The highest sub-index, rounded half up; none without a particulate. */
        private static Double index(
                Function<String, BigDecimal> concentrationOfDust, Function<String, BigDecimal> indexOfGas) {
            BigDecimal dust =
                    highest(Stream.of("PM10", "PM25").map(p -> sub(BREAKPOINTS.get(p), concentrationOfDust.apply(p))));
            BigDecimal all = highest(
                    Stream.concat(Stream.of("O3", "NO2", "SO2", "CO").map(indexOfGas), Stream.ofNullable(dust)));
            return dust == null
                    ? null
                    : (Double) all.setScale(0, RoundingMode.HALF_UP).doubleValue();
        }

        /** Of twelve hours, oldest first; null without two of the last three. */
        private static BigDecimal nowcast(List<BigDecimal> hours) {
            if (present(hours.subList(9, 12)).size() < 2) {
                return null;
            }
            BigDecimal max = Collections.max(present(hours));
            BigDecimal least = new BigDecimal("0.5");
            BigDecimal w = max.signum() == 0
                    ? least
                    : Collections.min(present(hours))
                            .divide(max, MathContext.DECIMAL128)
                            .max(least);
            Tally tally = Tally.sum(IntStream.rangeClosed(1, 12)
                    .filter(i -> hours.get(12 - i) != null)
                    .mapToObj(i -> Tally.of(w.pow(i - 1).multiply(hours.get(12 - i)), w.pow(i - 1))));
            return tally.numerator.divide(tally.denominator, MathContext.DECIMAL128);
        }

        /** The sub-index of a concentration; null for none, and for 8 hours of ozone above the end of its column. */
        private static BigDecimal sub(int[] breakpoints, BigDecimal c) {
            for (int i = 0; c != null && i + 1 < breakpoints.length; i++) {
                if (c.compareTo(BigDecimal.valueOf(breakpoints[i + 1])) <= 0) {
                    return BigDecimal.valueOf(INDEX[i + 1] - INDEX[i])
                            .multiply(c.subtract(BigDecimal.valueOf(breakpoints[i])))
                            .divide(BigDecimal.valueOf(breakpoints[i + 1] - breakpoints[i]), MathContext.DECIMAL128)
                            .add(BigDecimal.valueOf(INDEX[i]));
                }
            }
            return c == null || breakpoints == OZONE_8H ? null : BigDecimal.valueOf(500);
        }
    }

    private void snapshots(String statistic, boolean cityOnly) {
        Map<String, Map<String, List<Event>>> reports = new HashMap<>();
        inForce("statistic").stream()
                .filter(e -> e.is("statistic", statistic))
                .forEach(report -> areasOf(report).stream()
                        .filter(area -> !cityOnly || area.length() == 2)
                        .forEach(area -> (report.text("dimension") == null
                                        ? slices(report)
                                        : List.of("dimension=" + report.text("dimension")))
                                .forEach(slice -> reports.computeIfAbsent(area, a -> new HashMap<>())
                                        .computeIfAbsent(slice, s -> new ArrayList<>())
                                        .add(report))));
        reports.forEach((area, bySlice) -> bySlice.forEach((slice, ofSlice) -> bySlice.values().stream()
                .flatMap(List::stream)
                .flatMap(report -> span(report).around())
                .distinct()
                .forEach(asked -> {
                    String key = key(statistic, area, asked.text()) + slice;
                    values.put(
                            key,
                            Tally.sum(latest(ofSlice, asked).stream()
                                            .map(r -> Tally.of(
                                                    r.number("numerator").multiply(HUNDRED), r.number("denominator"))))
                                    .value());
                    if (ofSlice.stream().noneMatch(report -> asked.contains(span(report)))) {
                        carried.add(key);
                    }
                })));
    }

    private static Span span(Event report) {
        return Span.parse(report.text("period"));
    }

    /** The report that counts at the end of a period, of each area, agency and dimension. */
    private static Collection<Event> latest(List<Event> reports, Span asked) {
        Comparator<Event> better = Comparator.<Event, LocalDate>comparing(r -> span(r).end)
                .thenComparing(r -> span(r).grain)
                .thenComparing(OLDEST_FIRST);
        Map<List<String>, Event> latest = new HashMap<>();
        for (Event report : reports) {
            Span span = span(report);
            if (span.grain.compareTo(asked.grain) <= 0
                    && !span.end.isAfter(asked.end)
                    && span.end.isAfter(asked.end.minusMonths(24))) {
                latest.merge(
                        List.of(report.text("area"), report.agency(), String.valueOf(report.text("dimension"))),
                        report,
                        (a, b) -> better.compare(a, b) > 0 ? a : b);
            }
        }
        return latest.values();
    }

    private void tasks() {
        List<List<Event>> histories = new ArrayList<>();
        Map<String, Set<Span>> askedOfSlice = new HashMap<>();
        versionsOfIdentity.values().stream()
                .filter(versions -> versions.get(0).type.equals("plan-task"))
                .forEach(versions -> {
                    List<Event> sorted = versions.stream().sorted(OLDEST_FIRST).toList();
                    int retraction =
                            sorted.stream().map(Event::retract).toList().lastIndexOf(true);
                    histories.add(sorted.subList(retraction + 1, sorted.size()));
                });
        histories.forEach(history -> history.forEach(version -> slices(version, "group", "leadAgency")
                .forEach(slice -> Span.of(Grain.MONTH, local(version.time).toLocalDate())
                        .around()
                        .forEach(askedOfSlice.computeIfAbsent(slice, s -> new HashSet<>())::add))));
        askedOfSlice.forEach((slice, asked) -> asked.forEach(period -> {
            String key = key("tasks.completed", "01", period.text()) + slice;
            values.put(key, completed(histories, slice, period.end));
            if (period.start
                    .datesUntil(period.end, Period.ofMonths(1))
                    .allMatch(month -> completed(histories, slice, month)
                            .equals(completed(histories, slice, month.plusMonths(1))))) {
                carried.add(key);
            }
        }));
    }

    /** Of the version of each task that holds when a day begins, those in the slice. */
    private static Value completed(List<List<Event>> histories, String slice, LocalDate day) {
        Instant end = day.atStartOfDay(CITY).toInstant();
        return Tally.sum(histories.stream()
                        .flatMap(history -> history.stream()
                                .filter(version -> version.time.isBefore(end))
                                .reduce((older, newer) -> newer)
                                .stream())
                        .filter(version ->
                                slices(version, "group", "leadAgency").contains(slice))
                        .map(version -> percent(version.is("status", "COMPLETED"))))
                .value();
    }
}
