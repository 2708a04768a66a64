package vn.hanoi.datahub.ingest.file;

import java.util.Optional;
import java.util.regex.Pattern;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Recognises text that a spreadsheet or a program has put in the place of a code. Each would become a station, a link
 * or a category of its own.
 */
final class DamagedCode {

    private static final Pattern SCIENTIFIC = Pattern.compile("-?\\d+([.,]\\d+)?[eE][+]\\d{1,3}");
    /** Programs make decimal numbers of a column of whole numbers that has empty cells: {@code 7.0}. */
    private static final Pattern DECIMAL = Pattern.compile("\\d+\\.0");

    private static final String MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\\d{1,2})";
    private static final Pattern DAY =
            Pattern.compile("\\d{1,2}-" + MONTH + "(-\\d{2,4})?|" + MONTH + "-\\d{2,4}", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORMULA = Pattern.compile("=(.*[(+*/!:].*|\\$?[A-Za-z]{1,3}\\$?\\d+)");
    /** Also as programs write texts and lists of them: {@code b'S1'}, {@code ["S1"]}. */
    private static final Pattern QUOTED =
            Pattern.compile("[\"“”„«].*[\"“”»]|[bBnNuU](['\"]).*\\1|[\\[({]\\s*(['\"]).*\\2\\s*[\\])}],?");

    /** A spreadsheet's sign for text, or the quotation marks of SQL: {@code '007}, {@code 'S1'}. */
    private static final Pattern APOSTROPHE = Pattern.compile("['‘’`´].+");

    private DamagedCode() {}

    /** Returns why a text cannot be a code; empty if it can. */
    static Optional<Detail> in(String text, String column) {
        String key = null;
        if (SCIENTIFIC.matcher(text).matches()) {
            key = "code.scientific";
        } else if (DECIMAL.matcher(text).matches()) {
            key = "code.decimal";
        } else if (DAY.matcher(text).matches()) {
            key = "code.day";
        } else if (FORMULA.matcher(text).matches()) {
            key = "code.formula";
        } else if (QUOTED.matcher(text).matches()) {
            key = "code.quoted";
        } else if (APOSTROPHE.matcher(text).matches()) {
            key = "code.apostrophe";
        }
        return key == null ? Optional.empty() : Optional.of(Detail.of(key, column, text));
    }
}
