package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/**
 * Recognises e-mail addresses, also with blanks around their signs. The last label has letters only. Annotations of
 * OData and SensorThings, such as {@code Datastream@iot.navigationLink}, are no addresses.
 */
final class MailAddresses {

    private static final Pattern ADDRESS = Pattern.compile(
            "(?<![\\p{L}\\d_.+'\\-])[\\p{L}\\d_.+'\\-]++['\"]?@(?!(?:iot|odata)\\.\\p{L}++(?![.\\p{L}]))(?:[\\p{L}\\d_\\-]++\\.)++(?!\\d)\\p{L}{2}");

    /** With blanks or commas, only where the last label is a common one: {@code an @ gmail . com}. */
    private static final Pattern SPACED = Pattern.compile(
            "(?i)[\\p{L}\\d_.+\\-'\"] ?@ ?(?:[a-z\\d_\\-]{1,40} ?[.,] ?){1,4}(?:com|net|org|edu|gov|info|vn|us|uk|io)(?![\\p{L}\\d])");

    private MailAddresses() {}

    static boolean isIn(String plain) {
        return plain.indexOf('@') >= 0
                && (ADDRESS.matcher(plain).find() || SPACED.matcher(plain).find());
    }
}
