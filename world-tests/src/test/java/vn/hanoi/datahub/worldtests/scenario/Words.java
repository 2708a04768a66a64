package vn.hanoi.datahub.worldtests.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scenario can say, from {@code words.txt}: the words for indicators and the words for events, each with what it
 * stands for.
 *
 * @param indicators what stands for them, by words
 * @param events kinds of events, by the word a line has for them
 */
record Words(Map<String, Named> indicators, Map<String, Kind> events) {

    /** An indicator, and the dimension of its parts that lines name; empty where they name none. */
    record Named(String indicator, String dimension) {}

    /** What a phrase stands for: fields and what is put into them. */
    record Meaning(Phrase phrase, Map<String, String> fields) {}

    /**
     * A kind of events.
     *
     * @param type the event type
     * @param unlessSaid fields that a line need not name
     */
    record Kind(String type, Map<String, String> unlessSaid, List<Meaning> meanings) {}

    private static final String INDICATORS = "indicators";
    private static final String EVENT = "event ";
    private static final String TWICE = "there are two of it";
    private static final String UNLESS_SAID = "unless said";

    static Words read(String file, String text) {
        Words words = new Words(new LinkedHashMap<>(), new LinkedHashMap<>());
        Kind kind = null;
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            Line line = Line.of(file, ++number, raw);
            if (line.text().isEmpty() || line.text().startsWith("#")) {
                continue;
            }
            if (line.isIndented()) {
                words.add(kind, line);
            } else if (line.text().equals(INDICATORS)) {
                kind = null;
            } else {
                kind = words.kind(line);
            }
        }
        return words;
    }

    /** {@code event dossier is procedure-dossier}. */
    private Kind kind(Line line) {
        String[] parts = line.text().split(" ");
        if (!line.text().startsWith(EVENT) || parts.length != 4 || !parts[2].equals("is")) {
            throw line.notUnderstood("neither '" + INDICATORS + "' nor 'event … is …'");
        }
        Kind kind = new Kind(parts[3], new LinkedHashMap<>(), new ArrayList<>());
        if (events.put(parts[1], kind) != null) {
            throw line.notUnderstood(TWICE);
        }
        return kind;
    }

    private void add(Kind kind, Line line) {
        int colon = line.text().indexOf(": ");
        if (colon < 0) {
            throw line.notUnderstood("no colon stands between the words and what they stand for");
        }
        String left = line.text().substring(0, colon).strip();
        String right = line.text().substring(colon + 1).strip();
        if (kind == null) {
            String[] parts = right.split(" by ");
            if (indicators.put(left, new Named(parts[0], parts.length == 1 ? "" : parts[1])) != null) {
                throw line.notUnderstood(TWICE);
            }
        } else if (left.equals(UNLESS_SAID)) {
            kind.unlessSaid().putAll(fields(line, right));
        } else {
            kind.meanings().add(new Meaning(new Phrase(line, left), fields(line, right)));
        }
    }

    private static Map<String, String> fields(Line line, String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field : text.split("; ")) {
            int equals = field.indexOf(" = ");
            if (equals < 0) {
                throw line.notUnderstood("not a field and what is put into it: '" + field + "'");
            }
            fields.put(
                    field.substring(0, equals).strip(),
                    field.substring(equals + 3).strip());
        }
        return fields;
    }

    /** The indicator with the longest name at the beginning of a text. */
    Optional<String> findIndicator(String text) {
        return indicators.keySet().stream()
                .filter(words -> (text + " ").startsWith(words + " "))
                .max((one, other) -> Integer.compare(one.length(), other.length()));
    }
}
