package vn.hanoi.datahub.ingest.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hanoi.datahub.domain.event.WellFormed;

/** Says what a text looks like that is not a time or a number as the hub reads it. */
final class Hint {

    private static final int LONGEST = 100;

    private record Look(Pattern pattern, String key) {}

    private static final List<Look> TIMES = List.of(
            look(".*\\d\\s*(sa|ch|am|pm|a\\.m\\.?|p\\.m\\.?|sáng|chiều|tối)(\\s.*)?", "time.half-day"),
            look(".*\\d\\s*(h|giờ|g)\\s*\\d{0,2}(\\s.*)?", "time.hour-letter"),
            look("\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}([ T].*)?", "time.short-year"),
            look("\\d{4}-?w\\d{1,2}(-?\\d)?|tuần .*", "time.week"),
            look(".*:\\d{2}\\s*((gmt|utc)\\s*[+-]\\s*\\d{1,2}|[+-]\\d|ict)", "time.zone"),
            look("\\d{8}([ T]\\d{4,6})?|\\d{12}|\\d{14}", "time.compact"),
            look("\\d{10}(\\.\\d+)?|\\d{13}", "time.epoch"),
            look("\\d{5}([.,]\\d+)?", "time.serial"),
            look("\\d{1,2}:\\d{2}(:\\d{2})?", "time.no-day"));

    private static final String NUMBER = "[+-]?\\d[\\d.,\u00a0 ]*";

    private static final List<Look> NUMBERS = List.of(
            look(NUMBER + "%", "number.percent"),
            look("[<>≤≥~≈]=?\\s*" + NUMBER, "number.limit"),
            look("\\(\\s*" + NUMBER + "\\)|" + NUMBER + "[-–—−]|[-–—−]\\s*" + NUMBER, "number.brackets"),
            look("(?=.*[^\\x00-\\x7F])[\\p{Nd}.,+-]+", "number.digits"),
            look("[+-]?\\d[\\d.,]*([\\p{Zs}'’_][\\d.,]+)+", "number.blanks"),
            look(NUMBER + "[\\p{L}µ°][\\p{L}µ°/³²\\d ]*", "number.unit"));

    private Hint() {}

    private static Look look(String pattern, String key) {
        return new Look(
                Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL), key);
    }

    /** Returns the key of the message that says what a text looks like; empty if it looks like nothing known. */
    static Optional<String> ofTime(String text) {
        return of(text, TIMES);
    }

    /** As {@link #ofTime}, for a text that is not a number. */
    static Optional<String> ofNumber(String text) {
        return of(text, NUMBERS);
    }

    private static Optional<String> of(String text, List<Look> looks) {
        return text.length() > LONGEST
                ? Optional.empty()
                : looks.stream()
                        .filter(each -> each.pattern().matcher(text).matches())
                        .map(Look::key)
                        .findFirst()
                        .or(() -> WellFormed.isPlaceholder(text) ? Optional.of("cell.placeholder") : Optional.empty());
    }
}
