package vn.hanoi.datahub.worldtests.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** What a scenario expects and what is so, line by line. */
final class Comparison {

    private static final String NOTHING = "(nothing)";

    private record Row(Line line, String expected, String actual) {
        boolean isRight() {
            return expected.equals(actual);
        }
    }

    private final Scenario scenario;
    private final List<Row> rows = new ArrayList<>();

    Comparison(Scenario scenario) {
        this.scenario = scenario;
    }

    void add(Line line, String expected, String actual) {
        rows.add(new Row(line, expected, actual));
    }

    /**
     * What has to be told completely and in this order.
     *
     * @param last the line after which a line is missing for what is not expected
     */
    void addAll(List<Line> lines, List<String> actual, Line last) {
        for (int i = 0; i < Math.max(lines.size(), actual.size()); i++) {
            add(
                    i < lines.size() ? lines.get(i) : last,
                    i < lines.size() ? lines.get(i).text() : NOTHING,
                    i < actual.size() ? actual.get(i) : NOTHING);
        }
    }

    /** Fails with both sides beside each other where a line is not as expected. */
    void assertEqual() {
        rows.sort(Comparator.comparingInt(row -> row.line().number()));
        if (rows.stream().allMatch(Row::isRight)) {
            return;
        }
        int place =
                rows.stream().mapToInt(row -> row.line().place().length()).max().orElse(0);
        int width = rows.stream().mapToInt(row -> row.expected().length()).max().orElse(0);
        String table = rows.stream()
                .map(row -> (row.isRight() ? "    " : ">>> ")
                        + padded(row.line().place(), place)
                        + "  "
                        + padded(row.expected(), width)
                        + "  |  "
                        + row.actual())
                .collect(Collectors.joining("\n"));
        throw new AssertionFailedError(
                scenario.title() + "\n    " + padded("", place) + "  " + padded("expected", width) + "  |  actual\n"
                        + table,
                side(Row::expected),
                side(Row::actual));
    }

    private String side(Function<Row, String> side) {
        return rows.stream().map(side).collect(Collectors.joining("\n"));
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
