package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/**
 * Recognises the lines of the machine-readable zone of a passport or an identity card (ICAO Doc 9303), each also alone:
 * a scanner or a form may send one of them in the place of a number.
 */
final class MachineReadable {

    /** The holder's name behind the kind of document and the country, or alone with what fills its line. */
    private static final String NAMES =
            "[PVAC][A-Z<][A-Z<]{3}[A-Z]{1,38}<<[A-Z]|[A-Z]{2,30}(?:<[A-Z]{1,30}){0,6}<<[A-Z][A-Z<]{0,30}<<";

    /** The document's number and what checks it, behind the country; here the country is Vietnam, or a gap follows. */
    private static final String NUMBER = "[IAC][A-Z<](?:VNM[A-Z\\d<]{9}\\d|[A-Z<]{3}[A-Z\\d<]{9}\\d[A-Z\\d<]{0,14}<)";

    /** Days of birth and of expiry around the sex, with what checks them, before or behind the country. */
    private static final String DAYS =
            "(?:[A-Z\\d<]{9}\\d[A-Z<]{3})?\\d{7}[MF<]\\d{7}(?:[A-Z]{3}|[A-Z\\d<]{0,14}<|\\d{12})";

    private static final Pattern LINE =
            Pattern.compile("(?<![\\p{L}\\d<])(?:" + NAMES + "|" + NUMBER + "|" + DAYS + ")");

    private MachineReadable() {}

    static boolean isIn(String text) {
        return (text.indexOf('<') >= 0 || text.contains("VNM"))
                && LINE.matcher(text).find();
    }
}
