package vn.hanoi.datahub.ingest.file;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says what a text looks like that is not a time as the hub reads it. */
final class TimeHint {

    private record Look(Pattern pattern, String key) {}

    private static final List<Look> LOOKS = List.of(
            look(".*\\d\\s*(sa|ch|am|pm|a\\.m\\.?|p\\.m\\.?|sáng|chiều|tối)(\\s.*)?", "time.half-day"),
            look(".*\\d\\s*(h|giờ|g)\\s*\\d{0,2}(\\s.*)?", "time.hour-letter"),
            look("\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2}([ T].*)?", "time.short-year"),
            look("\\d{4}-?w\\d{1,2}(-?\\d)?|tuần .*", "time.week"),
            look("\\d{10}(\\.\\d+)?|\\d{13}", "time.epoch"),
            look("\\d{5}(\\.\\d+)?", "time.serial"),
            look("\\d{1,2}:\\d{2}(:\\d{2})?", "time.no-day"));

    private TimeHint() {}

    private static Look look(String pattern, String key) {
        return new Look(
                Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL), key);
    }

    /** Returns the key of the message that says what a text looks like; empty if it looks like nothing known. */
    static Optional<String> of(String text) {
        return LOOKS.stream()
                .filter(each -> each.pattern().matcher(text).matches())
                .map(Look::key)
                .findFirst();
    }
}
