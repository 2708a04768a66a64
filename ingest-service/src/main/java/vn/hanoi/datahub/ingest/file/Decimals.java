package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a file writes its numbers. Vietnamese software writes {@code 1.234,5}, English software {@code 1,234.5}; both are
 * read wherever they are unambiguous. Ambiguous numbers, {@code 1.234} and {@code 1,234}, are read as the rest of the
 * file shows or as its mapping specifies, and never guessed. A number with thousands separators never begins with 0, so
 * {@code 0.125} has decimals.
 */
public enum Decimals {
    /** Specified by the mapping, or shown by cells: a decimal comma, with points between thousands. */
    COMMA(Sign.THOUSANDS, Sign.DECIMALS),
    /** Specified by the mapping, or shown by cells: a decimal point, with commas between thousands. */
    POINT(Sign.DECIMALS, Sign.THOUSANDS),
    /** Columns are separated by commas, so a point is assumed to be a decimal point. */
    BETWEEN_COMMAS(Sign.DECIMALS, Sign.UNCLEAR),
    /** Columns are separated by semicolons, so a comma is assumed to be a decimal comma. */
    BETWEEN_OTHERS(Sign.UNCLEAR, Sign.DECIMALS),
    /** Unknown, as for numbers that a workbook stores as text. */
    UNKNOWN(Sign.UNCLEAR, Sign.UNCLEAR),
    /**
     * Some numbers in the column are valid only with a decimal point, others only with a decimal comma; neither kind is
     * read.
     */
    MIXED(Sign.UNCLEAR, Sign.UNCLEAR);

    /**
     * Returns whether neither a cell nor the mapping determines the format. A number that could be two is then read as
     * the separator suggests, or not at all.
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

    /** The typographic minus sign. */
    private static final char MINUS = '\u2212';

    private final Sign point;
    private final Sign comma;

    Decimals(Sign point, Sign comma) {
        this.point = point;
        this.comma = comma;
    }

    /**
     * Returns the number in a text; empty if there is none, if it could be two, or if it has more digits than any
     * amount needs: a million digits take a minute to read.
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

    /**
     * Returns the format that a text shows if it is a whole number: {@code 1.234} has points between thousands. Empty
     * if it is whole in both formats, as {@code 150.000} is, or in neither.
     */
    static Optional<Decimals> shownByWhole(String written) {
        boolean pointed = POINT.read(written).filter(Decimals::isWhole).isPresent();
        boolean commaed = COMMA.read(written).filter(Decimals::isWhole).isPresent();
        return pointed == commaed ? shownBy(written) : Optional.of(pointed ? POINT : COMMA);
    }

    /**
     * Reads a whole number whose format no mapping specifies. {@code 150.000} is 150000 where the format has points
     * between thousands, and nothing elsewhere: three zeros are no reason to believe in decimals.
     */
    Optional<BigDecimal> readWhole(String written) {
        Optional<BigDecimal> pointed = POINT.read(written);
        Optional<BigDecimal> commaed = COMMA.read(written);
        if (this == MIXED
                || pointed.isEmpty()
                || commaed.isEmpty()
                || pointed.get().compareTo(commaed.get()) == 0) {
            return read(written);
        }
        Optional<BigDecimal> thousands = written.indexOf('.') >= 0 ? commaed : pointed;
        boolean isThousands = this == (written.indexOf('.') >= 0 ? COMMA : POINT);
        return isThousands || shownByWhole(written).isPresent() ? thousands : Optional.empty();
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    /** Returns the format that a single text shows; empty if it is not a number or fits both formats. */
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
