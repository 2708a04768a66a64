package vn.hanoi.datahub.edge.personal;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Escapes of addresses and pages: {@code %2B84+912+345+678}, {@code an&commat;hanoi.vn}. */
final class Escapes {

    private static final Pattern ESCAPE = Pattern.compile(
            "(?=[%&+])(?:%([2-7][\\dA-Fa-f])|&#(\\d{2,5});|&#[xX]([\\dA-Fa-f]{2,4});|&(nbsp|commat);|(?<=\\d)(\\+)(?=\\d{3}))");

    private static final String SIGNS = "%&+";
    private static final int HEXADECIMAL = 16;

    private Escapes() {}

    static String decoded(String text) {
        return PlainText.hasOneOf(text, SIGNS)
                ? ESCAPE.matcher(text).replaceAll(escape -> Matcher.quoteReplacement(character(escape)))
                : text;
    }

    private static String character(MatchResult escape) {
        if (escape.group(5) != null || "nbsp".equals(escape.group(4))) {
            return " ";
        } else if (escape.group(4) != null) {
            return "@";
        } else if (escape.group(2) != null) {
            return String.valueOf((char) Integer.parseInt(escape.group(2)));
        }
        String digits = escape.group(1) == null ? escape.group(3) : escape.group(1);
        return String.valueOf((char) Integer.parseInt(digits, HEXADECIMAL));
    }
}
