package vn.hanoi.datahub.worldtests.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words with gaps, {@code due {moment}}: which text it fits, and what stands in its gaps. */
final class Phrase {

    /** What may stand in a gap, by its name. */
    private static final Map<String, String> GAPS = Map.of(
            "moment", "\\d{4}-\\d\\d-\\d\\d(?: \\d\\d:\\d\\d)?",
            "number", "-?\\d+(?:\\.\\d+)?",
            "word", "\\S+",
            "unit", "(?:\\p{Lu}|area ).*", // a name, so that 'in progress' is none
            "period", "\\d{4}(?:-\\d\\d|-Q[1-4])?",
            "indicator", "\\S.*\\S");

    private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");

    private final String words;
    private final Pattern pattern;
    private final List<String> kinds = new ArrayList<>();

    /** What stands in a gap. */
    record Filled(String kind, String text) {}

    Phrase(Line line, String words) {
        this.words = words;
        StringBuilder regex = new StringBuilder();
        Matcher gap = GAP.matcher(words);
        int end = 0;
        while (gap.find()) {
            String kind = gap.group(1);
            if (!GAPS.containsKey(kind)) {
                throw line.notUnderstood("there is no gap called {" + kind + "}, only " + GAPS.keySet());
            }
            kinds.add(kind);
            regex.append(Pattern.quote(words.substring(end, gap.start())))
                    .append('(')
                    .append(GAPS.get(kind))
                    .append(')');
            end = gap.end();
        }
        regex.append(Pattern.quote(words.substring(end)));
        pattern = Pattern.compile(regex.toString());
    }

    /** What stands in the gaps, in order; empty where the text is another one. */
    Optional<List<Filled>> match(String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<Filled> filled = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            filled.add(new Filled(kinds.get(i), matcher.group(i + 1)));
        }
        return Optional.of(filled);
    }

    @Override
    public String toString() {
        return words;
    }
}
