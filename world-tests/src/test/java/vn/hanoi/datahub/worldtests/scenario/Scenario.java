package vn.hanoi.datahub.worldtests.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * A scenario as it is written: what it is about, and rounds of what happens and what is so then.
 *
 * <pre>
 *   A title
 *
 *   One or two sentences that say what it is about.
 *
 *   Given            at most once: what was before
 *     a line for each event, in the order of the log
 *   When
 *     …
 *   Then
 *     a line for each thing that is so now
 *   When … Then …    as often as the number changes
 * </pre>
 *
 * <p>What happens and what is so is indented, and nothing else: so a heading that is spelt wrongly does not turn events
 * into prose.
 */
record Scenario(String file, String title, List<Round> rounds) {

    /** Some events, and what is so after them. */
    record Round(List<Line> happens, List<Line> thens) {}

    private static final String COMMENT = "#";

    static Scenario read(String file, String text) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.strip().startsWith(COMMENT)) {
                lines.add(Line.of(file, number, line));
            }
        }
        return new Reader(Line.of(file, 1, ""), lines).read();
    }

    /** Goes through the lines once. */
    private static final class Reader {
        private final Line top;
        private final List<Line> lines;
        private int next;

        Reader(Line top, List<Line> lines) {
            this.top = top;
            this.lines = lines;
        }

        Scenario read() {
            Line title = next == lines.size() || isHeading(lines.get(next)) ? null : lines.get(next++);
            if (title == null) {
                throw top.notUnderstood("a scenario begins with its title");
            }
            if (block(false).isEmpty()) {
                throw title.notUnderstood("a sentence that says what it is about has to follow its title");
            }
            List<Line> given = new ArrayList<>();
            if (isAt("Given")) {
                given.addAll(section("Given"));
            }
            List<Round> rounds = new ArrayList<>();
            do {
                List<Line> happens = new ArrayList<>(given);
                given.clear();
                happens.addAll(section("When"));
                rounds.add(new Round(happens, section("Then")));
            } while (next < lines.size());
            return new Scenario(top.file(), title.text(), rounds);
        }

        private boolean isAt(String heading) {
            return next < lines.size() && lines.get(next).text().equals(heading);
        }

        private List<Line> section(String heading) {
            if (!isAt(heading)) {
                Line at = next < lines.size() ? lines.get(next) : lines.get(lines.size() - 1);
                throw at.notUnderstood(
                        "'" + heading + "' has to stand " + (next < lines.size() ? "here" : "after this line"));
            }
            Line line = lines.get(next++);
            List<Line> block = block(true);
            if (block.isEmpty()) {
                throw line.notUnderstood("nothing stands under it");
            }
            return block;
        }

        private List<Line> block(boolean indented) {
            List<Line> block = new ArrayList<>();
            while (next < lines.size() && !isHeading(lines.get(next))) {
                Line line = lines.get(next++);
                if (line.isIndented() != indented) {
                    throw line.notUnderstood(
                            indented ? "neither indented nor a heading" : "indented, but not under a heading");
                }
                block.add(line);
            }
            return block;
        }

        private static boolean isHeading(Line line) {
            return !line.isIndented() && List.of("Given", "When", "Then").contains(line.text());
        }
    }
}
