package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Detail;

/**
 * Converts the cells of a row to values of an event's fields, according to the conventions of their columns. A cell
 * that cannot be read as its field's kind is passed on unchanged, so that the admission policy refuses it with its own
 * reason. A cell that can be read in two ways, or that is of a different kind from its field, becomes a problem.
 */
final class Cells {

    private static final Map<String, Boolean> TRUTH = Map.of(
            "true", true, "yes", true, "có", true, "1", true, "x", true, "false", false, "no", false, "không", false,
            "0", false);

    /** The number of digits that a double preserves; further digits come from the factor, not from a measurement. */
    private static final MathContext FIFTEEN_DIGITS = new MathContext(15);

    private static final int MONTHS = 12;

    private final Conventions file;
    private final Mapping.Form form;
    private final List<Refused> problems;

    /**
     * @param file conventions that the file's cells show
     * @param form what the mapping specifies for the whole file; its settings for a column take precedence
     * @param problems receives what cannot be read
     */
    Cells(Conventions file, Mapping.Form form, List<Refused> problems) {
        this.file = file;
        this.form = form;
        this.problems = problems;
    }

    /**
     * Puts a cell into an event's data; empty cells are left out. A text that is too long for any field is cut, but
     * remains too long.
     */
    void put(ObjectNode data, Shape.Field field, Cell cell, FieldRule rule) {
        String text = WellFormed.bounded(cell.text(), WellFormed.LONGEST_TEXT);
        String pointer = "/data/" + field.name();
        if (text.isEmpty() || isUnreadable(cell, pointer, rule)) {
            return;
        }
        switch (field.kind()) {
            case INTEGER, NUMBER -> putNumber(data, field, new Cell(text, cell.kind(), cell.shown()), rule);
            case BOOLEAN -> {
                Boolean truth = TRUTH.get(text.toLowerCase(Locale.ROOT));
                if (truth == null) {
                    data.put(field.name(), text);
                } else {
                    data.put(field.name(), truth);
                }
            }
            case TIMESTAMP -> {
                String moment = timestamp(cell, pointer, rule);
                if (moment != null) {
                    data.put(field.name(), moment);
                }
            }
            case DATE -> {
                if (!isOpen(cell, pointer, rule)) {
                    data.put(
                            field.name(),
                            times(rule).date(text).map(LocalDate::toString).orElse(text));
                }
            }
            default -> {
                String code = code(cell, pointer, rule);
                if (code != null) {
                    data.put(field.name(), WellFormed.bounded(code, WellFormed.LONGEST_TEXT));
                }
            }
        }
    }

    private void putNumber(ObjectNode data, Shape.Field field, Cell cell, FieldRule rule) {
        String pointer = "/data/" + field.name();
        if (cell.kind() == Cell.Kind.PERCENTAGE) {
            problem(pointer, "cell.percentage", rule.column());
        } else if (cell.kind() != Cell.Kind.TEXT && cell.kind() != Cell.Kind.NUMBER) {
            problem(pointer, "cell.no-number", rule.column());
        } else {
            Decimals convention = cell.kind() == Cell.Kind.NUMBER ? Decimals.POINT : decimals(rule);
            Optional<BigDecimal> number = field.kind() == Shape.Kind.INTEGER && convention.isAssumed()
                    ? whole(cell.text(), convention)
                    : convention.read(cell.text());
            if (number.isPresent()) {
                data.put(field.name(), scaled(number.get(), pointer, rule));
            } else if (!tellsWhyNot(cell.text(), convention, pointer, rule)) {
                data.put(field.name(), cell.text());
            }
        }
    }

    /**
     * Reads a whole number: without other evidence in the file, {@code 150.000} is 150000 or 150, but {@code 1.234} can
     * only be 1234.
     */
    private static Optional<BigDecimal> whole(String text, Decimals convention) {
        Optional<BigDecimal> pointed = Decimals.POINT.read(text);
        Optional<BigDecimal> commaed = Decimals.COMMA.read(text);
        if (pointed.isEmpty() || commaed.isEmpty() || pointed.get().compareTo(commaed.get()) == 0) {
            return convention.read(text);
        }
        List<BigDecimal> wholes = Stream.of(pointed.get(), commaed.get())
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .toList();
        return wholes.size() == 1 ? Optional.of(wholes.get(0)) : Optional.empty();
    }

    /** Adds a problem for a text that could be two numbers; returns false for any other text. */
    private boolean tellsWhyNot(String text, Decimals convention, String pointer, FieldRule rule) {
        Optional<BigDecimal> pointed = Decimals.POINT.read(text);
        Optional<BigDecimal> commaed = Decimals.COMMA.read(text);
        if (convention == Decimals.MIXED && (pointed.isPresent() || commaed.isPresent())) {
            problem(pointer, "number.mixed", rule.column(), text);
        } else if (convention.isAssumed() && pointed.isPresent() && commaed.isPresent()) {
            problem(
                    pointer,
                    "number.ambiguous",
                    rule.column(),
                    text,
                    pointed.get().toPlainString(),
                    commaed.get().toPlainString());
        } else {
            return false;
        }
        return true;
    }

    /** Returns whether a cell is an error, or a formula, whose saved result may be outdated; if so, adds a problem. */
    private boolean isUnreadable(Cell cell, String pointer, FieldRule rule) {
        boolean isUnreadable = cell.kind() == Cell.Kind.FORMULA || cell.kind() == Cell.Kind.ERROR;
        if (isUnreadable) {
            problems.add(Refused.of(
                    RefusalReason.MALFORMED,
                    cell.kind() == Cell.Kind.FORMULA
                            ? Detail.of("file.formula", rule.column())
                            : Detail.of("file.error", rule.column(), cell.text()),
                    pointer));
        }
        return isUnreadable;
    }

    private BigDecimal scaled(BigDecimal number, String pointer, FieldRule rule) {
        if (rule.ceiling() != null && number.compareTo(rule.ceiling()) >= 0) {
            problems.add(Refused.of(
                    RefusalReason.OUT_OF_RANGE,
                    Detail.of(
                            "cell.ceiling",
                            rule.column(),
                            number.toPlainString(),
                            rule.ceiling().toPlainString()),
                    pointer));
        }
        return rule.factor().compareTo(BigDecimal.ONE) == 0
                ? number
                : number.multiply(rule.factor()).round(FIFTEEN_DIGITS);
    }

    /**
     * Returns what the spreadsheet displays for a cell, for fields and attributes that are text. If that is unknown,
     * adds a problem and returns null.
     *
     * @param pointer JSON pointer into the event
     */
    @Nullable
    String code(Cell cell, String pointer, FieldRule rule) {
        if (isUnreadable(cell, pointer, rule)) {
            return null;
        } else if (cell.shown() == null) {
            problem(pointer, "cell.no-text", rule.column(), cell.text());
        }
        return cell.shown();
    }

    /**
     * Returns the time in RFC 3339, or the text unchanged if it is not a time. If it could be two times, adds a problem
     * and returns null.
     */
    private @Nullable String timestamp(Cell cell, String pointer, FieldRule rule) {
        return isTime(cell, pointer, rule)
                ? times(rule)
                        .timestamp(cell.text())
                        .map(Object::toString)
                        .orElseGet(() -> WellFormed.bounded(cell.text(), WellFormed.LONGEST_TEXT))
                : null;
    }

    /** Returns whether a cell can be read as a time; if not, adds a problem. */
    boolean isTime(Cell cell, String pointer, FieldRule rule) {
        return !isUnreadable(cell, pointer, rule) && !isOpen(cell, pointer, rule);
    }

    /** Returns whether a cell could be two days and it is unknown which; if so, adds a problem. */
    private boolean isOpen(Cell cell, String pointer, FieldRule rule) {
        Times times = times(rule);
        boolean isHalfRead = cell.kind() == Cell.Kind.DATE
                && file.isHalfRead(rule.name())
                && times.date(cell.text())
                        .filter(day -> day.getDayOfMonth() <= MONTHS)
                        .isPresent();
        int orders = Times.orders(cell.text()).size();
        boolean isAmbiguous = times.order() == DateOrder.UNKNOWN && orders > 1;
        boolean isMixed = isHalfRead || (times.order() == DateOrder.MIXED && orders > 0);
        if (isAmbiguous || isMixed) {
            problem(pointer, isMixed ? "date.mixed" : "date.ambiguous", rule.column(), cell.text());
        }
        return isAmbiguous || isMixed;
    }

    /** Returns the text of a cell as it is returned with its row. */
    String returned(Cell cell, Shape.Kind kind, FieldRule rule) {
        return switch (cell.kind()) {
            case TEXT ->
                kind.isNumber()
                        ? decimals(rule).read(cell.text()).map(Cells::clear).orElse(cell.text())
                        : kind.isTime() ? clear(cell.text(), rule) : cell.text();
            case NUMBER ->
                kind.isNumber()
                        ? clear(new BigDecimal(cell.text()))
                        : cell.shown() == null ? Cell.UNKNOWN : cell.shown();
            case PERCENTAGE -> cell.text() + "%";
            case DATE -> kind.isTime() ? cell.text() : Cell.UNKNOWN;
            case BOOLEAN -> kind == Shape.Kind.BOOLEAN ? cell.text() : Cell.UNKNOWN;
            case FORMULA, ERROR -> Cell.UNKNOWN;
        };
    }

    /** Returns a number as text that can be read in only one way: 1.234 gets one more digit. */
    private static String clear(BigDecimal number) {
        String text = number.toPlainString();
        return Decimals.UNKNOWN.read(text).isPresent() ? text : text + "0";
    }

    private String clear(String text, FieldRule rule) {
        return Times.orders(text).size() > 1
                ? times(rule).timestamp(text).map(Object::toString).orElse(text)
                : text;
    }

    private Decimals decimals(FieldRule rule) {
        if (rule.decimals() != null) {
            return rule.decimals();
        } else if (rule.own() != null) {
            return rule.own().decimals(rule.name());
        }
        return form.decimals() == null ? file.decimals(rule.name()) : form.decimals();
    }

    /** Returns how a column's times are read. */
    Times times(FieldRule rule) {
        DateOrder order = rule.dates();
        if (order == null && rule.own() != null) {
            order = rule.own().dates(rule.name());
        } else if (order == null) {
            order = form.dates() == null ? file.dates(rule.name()) : form.dates();
        }
        return new Times(order, form.zone());
    }

    void problem(String pointer, String key, @Nullable Object... args) {
        problems.add(Refused.of(RefusalReason.SCHEMA_VIOLATION, Detail.of(key, args), pointer));
    }
}
