package vn.hanoi.datahub.standalone.agency;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.quality.DeadLetter;

/**
 * The messages of the command line, in Vietnamese or English: as set by {@code HUB_LANG}, otherwise in the system's
 * language.
 */
public final class Messages {

    private static final String NAME = "vn.hanoi.datahub.standalone.words";

    private final Locale language;
    private final ResourceBundle words;

    private Messages(Locale language) {
        this.language = language;
        this.words = ResourceBundle.getBundle(
                NAME, language, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public static Messages in(Map<String, String> environment) {
        String asked = environment.getOrDefault("HUB_LANG", "");
        return new Messages(asked.isEmpty() ? Locale.getDefault() : Locale.forLanguageTag(asked));
    }

    /** Returns all messages, including the texts of the help under picocli's keys. */
    public ResourceBundle bundle() {
        return words;
    }

    /** Returns the language as the hub knows it: vi or en. */
    String tag() {
        return language.getLanguage().equals("vi") ? "vi" : "en";
    }

    /** Returns why an event was refused, in words with the code behind them. */
    public String reason(String code) {
        Detail said = Detail.of("reason." + code);
        return Detail.isKnown(said.key()) ? said.in(language) + " (" + code + ")" : code;
    }

    /** Returns what was wrong with an event; in English if another version of the hub has worded it. */
    public String detail(DeadLetter letter) {
        return Detail.stored(letter.getDetailKey(), letter.getDetailArgs(), language, letter.getDetail());
    }

    public String of(String key, Object... arguments) {
        return String.format(Locale.ROOT, words.getString(key), arguments);
    }
}
