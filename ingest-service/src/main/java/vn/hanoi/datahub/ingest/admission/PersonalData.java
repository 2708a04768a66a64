package vn.hanoi.datahub.ingest.admission;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Recognises text that looks like personal data, which never enters (Law 91/2025/QH15, Decree 356/2025/NĐ-CP). Looks at whole tokens, so that a hash or a
 * sensor code is not taken for a number of somebody's. Each pattern takes time in proportion to the text: whoever sends a megabyte in one field must not hold the door.
 */
final class PersonalData {

    private record Kind(String name, Pattern pattern) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("email", Pattern.compile("(?<![\\w.+-])[\\w.+-]++@[\\w-]++\\.[\\w.-]")),
            new Kind("phone", Pattern.compile("(?<![\\w.-])(?:\\+84|84|0)[ .-]?[35789](?:[ .-]?\\d){8}(?![\\w.-])")),
            new Kind("identity", Pattern.compile("(?<![\\w.-])0\\d{2}(?:[ .-]?\\d){9}(?![\\w.-])")),
            new Kind("plate", Pattern.compile("(?<![\\w-])\\d{2}[A-Z]{1,2}\\d?[- ]\\d{3}\\.?\\d{2}(?![\\w-])")));

    /** An address has at least so many characters: a@b.vn. */
    private static final int SHORTEST = 6;

    private PersonalData() {}

    /** The text, or nothing of it where it looks like personal data. */
    static String without(String text) {
        return in(text).isPresent() ? "…" : text;
    }

    /** What the text looks like: email, phone, identity, plate; or empty. */
    static Optional<String> in(String text) {
        if (text.length() < SHORTEST) {
            return Optional.empty();
        }
        return KINDS.stream()
                .filter(kind -> kind.pattern().matcher(text).find())
                .map(Kind::name)
                .findFirst();
    }
}
