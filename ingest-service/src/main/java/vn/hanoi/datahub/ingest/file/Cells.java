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
 * A row's cells as what the fields of an event hold, by the conventions of their columns. What reads as nothing of the
 * kind is handed on as it is, for the door to refuse with its reason; what reads as two things, and what is of another
 * kind than its field, is one of the problems.
 */
final class Cells {

    private static final Map<String, Boolean> TRUTH = Map.of(
            "true", true, "yes", true, "có", true, "1", true, "x", true, "false", false, "no", false, "không", false,
            "0", false);

    /** As many digits as a double keeps: what a factor adds beyond them nobody has measured. */
    private static final MathContext FIFTEEN_DIGITS = new MathContext(15);

    private static final int MONTHS = 12;

    private final Conventions file;
    private final Mapping.Form form;
    private final List<Refused> problems;

    /**
     * @param file what the file's cells show
     * @param form what the mapping says for the whole file; what it says of a column goes before it
     * @param problems takes what cannot be read
     */
    Cells(Conventions file, Mapping.Form form, List<Refused> problems) {
        this.file = file;
        this.form = form;
        this.problems = problems;
    }

    /**
     * Puts a cell into an event's data; empty cells are left out. One that is too long for any field is cut, and stays
     * too long.
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
     * A whole number: {@code 150.000} in a file that shows nothing else is 150000 or 150, and {@code 1.234} can be the
     * one only.
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

    /** Of a text that could be two numbers; false where it is none. */
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

    /** A formula, whose worth when the file was saved may not be what it is now; or an error. */
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
     * What a person sees in a cell, for fields and attributes that are text; null where that is not known, which is one
     * of the problems.
     *
     * @param pointer into the event
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

    /** RFC 3339; the text as it is where it says no time; null where it says two, which is one of the problems. */
    private @Nullable String timestamp(Cell cell, String pointer, FieldRule rule) {
        return isTime(cell, pointer, rule)
                ? times(rule)
                        .timestamp(cell.text())
                        .map(Object::toString)
                        .orElseGet(() -> WellFormed.bounded(cell.text(), WellFormed.LONGEST_TEXT))
                : null;
    }

    /** Whether a cell can be read as a time at all, or else is one of the problems. */
    boolean isTime(Cell cell, String pointer, FieldRule rule) {
        return !isUnreadable(cell, pointer, rule) && !isOpen(cell, pointer, rule);
    }

    /** Whether a cell could be two days, or nobody knows which of two. */
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

    /** A cell as it is given back with its row. */
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

    /** A number that can be read in one way only: 1.234 has one more digit. */
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

    /** How a column's times are read. */
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
