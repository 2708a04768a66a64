package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a file writes its numbers. Vietnamese software writes {@code 1.234,5}, English {@code 1,234.5}; either is read
 * wherever it can be only one of them. What could be both, {@code 1.234} and {@code 1,234}, is read as the file shows
 * or its mapping says, and never guessed. Thousands never begin with 0: {@code 0.125} has decimals.
 */
public enum Decimals {
    /** The mapping says: a comma before the decimals, points between thousands. */
    COMMA(Sign.THOUSANDS, Sign.DECIMALS),
    /** The mapping says: a point before the decimals, commas between thousands. */
    POINT(Sign.DECIMALS, Sign.THOUSANDS),
    /** The file separates its columns by commas, so its numbers keep clear of them. */
    BETWEEN_COMMAS(Sign.DECIMALS, Sign.UNCLEAR),
    /** The file separates its columns by something else, to have its commas for decimals. */
    BETWEEN_OTHERS(Sign.UNCLEAR, Sign.DECIMALS),
    /** Nothing shows it: numbers that a workbook holds as text. */
    UNKNOWN(Sign.UNCLEAR, Sign.UNCLEAR),
    /**
     * The column has numbers that are only read with a point, and others that are only read with a comma: none of both
     * is read.
     */
    MIXED(Sign.UNCLEAR, Sign.UNCLEAR);

    /**
     * Whether neither a cell nor the mapping shows it: what could be two is read as the separator suggests, or not at
     * all.
     */
    boolean isAssumed() {
        return this == BETWEEN_COMMAS || this == BETWEEN_OTHERS || this == UNKNOWN;
    }

    private enum Sign {
        DECIMALS,
        THOUSANDS,
        UNCLEAR
    }

    private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+");
    private static final Pattern SCIENTIFIC = Pattern.compile("[+-]?\\d+(\\.\\d+)?[eE][+-]?\\d{1,3}");
    private static final Pattern POINTED = Pattern.compile("[+-]?((\\d+|[1-9]\\d{0,2}(,\\d{3})+)(\\.\\d+)?|\\.\\d+)");
    private static final Pattern COMMAED = Pattern.compile("[+-]?((\\d+|[1-9]\\d{0,2}(\\.\\d{3})+)(,\\d+)?|,\\d+)");

    private static final int LONGEST = 100;

    /** The sign that typesetters use. */
    private static final char MINUS = '\u2212';

    private final Sign point;
    private final Sign comma;

    Decimals(Sign point, Sign comma) {
        this.point = point;
        this.comma = comma;
    }

    /**
     * The number a text says; empty when it says none, could say two, or has more digits than any amount needs: a
     * million of them take a minute to read.
     */
    public Optional<BigDecimal> read(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        String text = written.replace(MINUS, '-');
        if (PLAIN.matcher(text).matches() || SCIENTIFIC.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        boolean pointed =
                this != COMMA && this != MIXED && POINTED.matcher(text).matches();
        boolean commaed =
                this != POINT && this != MIXED && COMMAED.matcher(text).matches();
        if (pointed && commaed) {
            Sign sign = text.indexOf('.') >= 0 ? point : comma;
            if (sign == Sign.UNCLEAR) {
                return Optional.empty();
            }
            pointed = text.indexOf('.') >= 0 == (sign == Sign.DECIMALS);
        }
        if (pointed) {
            return Optional.of(new BigDecimal(text.replace(",", "")));
        }
        return commaed ? Optional.of(new BigDecimal(text.replace(".", "").replace(',', '.'))) : Optional.empty();
    }

    /** How a text alone shows that numbers are written; empty where it is none, or could be both. */
    static Optional<Decimals> shownBy(String written) {
        String text = written.replace(MINUS, '-');
        if (text.length() > LONGEST
                || PLAIN.matcher(text).matches()
                || SCIENTIFIC.matcher(text).matches()) {
            return Optional.empty();
        }
        boolean pointed = POINTED.matcher(text).matches();
        boolean commaed = COMMAED.matcher(text).matches();
        return pointed == commaed ? Optional.empty() : Optional.of(pointed ? POINT : COMMA);
    }
}
