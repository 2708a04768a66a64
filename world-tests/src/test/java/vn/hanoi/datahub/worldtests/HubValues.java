package vn.hanoi.datahub.worldtests;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.agency.AccountLine;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.values.IndicatorRow;
import vn.hanoi.datahub.values.IndicatorRowKey;

/** What the hub published, held against the oracle: every indicator, area, period and part. */
public final class HubValues {

    /** The oracle divides in binary floating point, and numerators are published to six decimals. */
    private static final double TOLERANCE = 1e-9;

    private final Map<String, IndicatorPart> values = new TreeMap<>();

    /** How many events each line of the accounts has, by day. */
    private final Map<AccountLine, Map<String, Long>> outcomes = new HashMap<>();

    /** Takes a record of the value topic; the newest of a key counts. */
    public void put(IndicatorRowKey key, IndicatorRow row) {
        row.getParts().forEach(part -> put(key, part));
    }

    private void put(IndicatorRowKey key, IndicatorPart value) {
        if (key.getIndicator().startsWith("hub.")) {
            if (value.getDimension().equals(AccountLine.DIMENSION)) {
                outcomes.computeIfAbsent(AccountLine.of(value.getMember()), line -> new HashMap<>())
                        .put(key.getPeriod(), value.getEvents());
            }
            return;
        }
        String slice = value.getDimension().isEmpty() ? "" : value.getDimension() + "=" + value.getMember();
        String area = key.getArea() + "@" + key.getAreaSince();
        String cell = String.join("|", key.getIndicator(), area, key.getPeriod(), slice);
        if (value.getEvents() == 0) {
            values.remove(cell);
        } else {
            values.put(cell, value);
        }
    }

    /** How many events ended in each way; those ways that occur. */
    public Map<String, Long> outcomes() {
        return outcomesBy(line -> true, line -> line.outcome().word());
    }

    /** The same for each feed, {@code agency/type}. */
    Map<String, Map<String, Long>> outcomesByFeed() {
        Map<String, Map<String, Long>> byFeed = new TreeMap<>();
        outcomes.keySet()
                .forEach(line -> byFeed.computeIfAbsent(
                        name(line),
                        feed -> outcomesBy(
                                other -> name(other).equals(feed),
                                other -> other.outcome().word())));
        return byFeed;
    }

    /** How many events were rejected, by feed and reason. */
    Map<String, Long> rejections() {
        return outcomesBy(
                line -> line.outcome() == Outcome.REJECTED,
                line -> name(line) + " " + Objects.requireNonNull(line.reason()).word());
    }

    private static String name(AccountLine line) {
        return line.feed().agency() + "/" + line.feed().type();
    }

    private Map<String, Long> outcomesBy(Predicate<AccountLine> wanted, Function<AccountLine, String> by) {
        Map<String, Long> sums = new TreeMap<>();
        outcomes.forEach((line, days) -> {
            if (wanted.test(line)) {
                days.values().forEach(events -> sums.merge(by.apply(line), events, Long::sum));
            }
        });
        sums.values().removeIf(events -> events == 0);
        return sums;
    }

    /** The value of a cell, {@code indicator|code@since|period|slice}. */
    public IndicatorPart get(String cell) {
        return values.get(cell);
    }

    public int size() {
        return values.size();
    }

    /** The indicators with at least one value. */
    public TreeSet<String> indicators() {
        TreeSet<String> indicators = new TreeSet<>();
        values.keySet().forEach(cell -> indicators.add(cell.substring(0, cell.indexOf('|'))));
        return indicators;
    }

    /** One number for all values; revisions and times of recording are history and not part of it. */
    public String hash() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            values.forEach((cell, value) -> digest.update((cell + " " + value.getValue() + " " + value.getNumerator()
                            + " " + value.getDenominator() + " " + value.getEvents() + " " + value.getCoverage() + "\n")
                    .getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every cell in which the two do not agree, told for people. */
    public List<String> differences(SqlOracle oracle) {
        return differences(oracle.values());
    }

    /** The parts of the cells, {@code indicator|area|period|slice}, that fit a predicate over the four. */
    public Map<String, IndicatorPart> where(Predicate<String[]> wanted) {
        Map<String, IndicatorPart> found = new TreeMap<>();
        values.forEach((cell, part) -> {
            if (wanted.test(cell.split("\\|", -1))) {
                found.put(cell, part);
            }
        });
        return found;
    }

    void put(String cell, IndicatorPart value) {
        values.put(cell, value);
    }

    List<String> differences(Map<String, SqlOracle.Value> expected) {
        TreeSet<String> cells = new TreeSet<>(expected.keySet());
        cells.addAll(values.keySet());
        List<String> differences = new ArrayList<>();
        for (String cell : cells) {
            SqlOracle.Value right = expected.get(cell);
            IndicatorPart ours = values.get(cell);
            if (right == null || ours == null || !agree(ours, right)) {
                differences.add(cell + ": the oracle says " + right + ", the hub "
                        + (ours == null
                                ? null
                                : ours.getValue() + " = " + ours.getNumerator() + " / " + ours.getDenominator() + ", "
                                        + ours.getEvents() + " events"));
            }
        }
        return differences;
    }

    private static boolean agree(IndicatorPart ours, SqlOracle.Value right) {
        return ours.getEvents() == right.events()
                && close(ours.getValue(), right.value())
                && close(ours.getNumerator(), right.numerator())
                && close(ours.getDenominator(), right.denominator());
    }

    private static boolean close(Number ours, Double right) {
        if (ours == null || right == null) {
            return ours == null && right == null;
        }
        double published = ours instanceof BigDecimal ? 5e-7 : 0;
        return Math.abs(ours.doubleValue() - right) <= published + TOLERANCE * Math.max(1, Math.abs(right));
    }
}
