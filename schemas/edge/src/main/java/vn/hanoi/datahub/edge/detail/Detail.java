package vn.hanoi.datahub.edge.detail;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.personal.Excerpt;
import vn.hanoi.datahub.edge.personal.PersonNames;
import vn.hanoi.datahub.edge.personal.PersonalData;

/**
 * A message for people in English or Vietnamese that says what is wrong and how to correct it. It is stored as a key
 * and arguments, so that it can be rendered in either language later.
 *
 * @param key of the message in {@code details.properties}
 */
public record Detail(String key, List<String> args) {

    public static final Locale VIETNAMESE = Locale.forLanguageTag("vi");

    private static final ResourceBundle.Control NO_FALLBACK =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private static final ResourceBundle IN_ENGLISH = sentences(Locale.ROOT);
    private static final ResourceBundle IN_VIETNAMESE = sentences(VIETNAMESE);

    private static ResourceBundle sentences(Locale language) {
        return ResourceBundle.getBundle(Detail.class.getPackageName() + ".details", language, NO_FALLBACK);
    }

    public Detail {
        args = List.copyOf(args);
    }

    /**
     * Makes a message. It quotes what was sent, so what looks like personal data is left out here, before it is stored.
     */
    public static Detail of(String key, Object... args) {
        return new Detail(
                key, Arrays.stream(args).map(String::valueOf).map(Excerpt::of).toList());
    }

    /** Returns the message for a record that is stored for others than its sender, without names of persons. */
    public Detail withoutNames() {
        return new Detail(
                key,
                args.stream()
                        .map(arg -> PersonNames.isIn(arg) ? PersonalData.LEFT_OUT : arg)
                        .toList());
    }

    /**
     * Returns whether a key has a message; another version of the hub may have stored a key that this one does not
     * know.
     */
    public static boolean isKnown(String key) {
        return IN_ENGLISH.containsKey(key);
    }

    /**
     * Returns a stored message in a language.
     *
     * @param key null in records of former versions of the hub
     * @param otherwise the message as it was worded then, for a key that this version does not know
     */
    public static String stored(@Nullable String key, List<String> args, Locale language, String otherwise) {
        return key != null && isKnown(key) ? new Detail(key, args).in(language) : otherwise;
    }

    /** Returns the message in Vietnamese or, for every other language, in English. */
    public String in(Locale language) {
        boolean isVietnamese = language.getLanguage().equals(VIETNAMESE.getLanguage());
        String sentence = (isVietnamese ? IN_VIETNAMESE : IN_ENGLISH).getString(key);
        return new MessageFormat(sentence, Locale.ROOT).format(args.toArray());
    }

    /** Returns the message in English. */
    @Override
    public String toString() {
        return in(Locale.ROOT);
    }
}
