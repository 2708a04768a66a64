package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/** Recognises numbers of health insurance cards (Decision 1351/QĐ-BHXH), also as they are printed. */
final class HealthCards {

    private static final Pattern KIND = Pattern.compile(
            "(?i)(?<![\\p{L}\\d])(?:DN|HX|CH|NN|TK|HC|XK|HT|TB|NO|CT|XB|TN|CS|QN|CA|CY|XN|MS|CC|CK|CB|KC|HD|TE|BT|HN|DT|DK|XD|TS|TC|TQ|TA|TY|HG|LS|PV|HS|SV|GB|GD|CN|TV)[ .\\-]?$");

    private static final String GAP = "[ .\\-]?";

    /** Benefit, province, ten digits. */
    private static final Pattern NUMBER =
            Pattern.compile("[1-5]" + GAP + "(?:0[1-9]|[1-8]\\d|9[0-6])" + GAP + "(?:\\d\\d"
                    + GAP + "\\d{3}" + GAP + "\\d{5}|\\d{4}" + GAP + "(?:\\d{4}" + GAP + "\\d\\d|\\d{5}" + GAP
                    + "\\d{3})|\\d{8}" + GAP + "\\d\\d)(?![\\p{L}\\d])");

    private static final int CONTEXT = 4;

    private HealthCards() {}

    static boolean is(String text, int start) {
        boolean mayBe =
                start > 1 && (Character.isLetter(text.charAt(start - 1)) || Character.isLetter(text.charAt(start - 2)));
        return mayBe
                && PersonalData.isHere(NUMBER, text, start)
                && KIND.matcher(text.substring(Math.max(0, start - CONTEXT), start))
                        .find();
    }
}
