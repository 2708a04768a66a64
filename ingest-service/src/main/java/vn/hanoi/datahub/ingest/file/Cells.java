package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Detail;

/**
 * A row's cells as what the fields of an event hold, by the conventions of their columns. What reads as nothing of the kind is handed on as it is, for the door to refuse with
 * its reason; what reads as two things, and what is of another kind than its field, is one of the problems.
 */
final class Cells {

    private static final Map<String, Boolean> TRUTH = Map.of(
            "true", true, "yes", true, "có", true, "1", true, "x", true, "false", false, "no", false, "không", false,
            "0", false);

    /** As many digits as a double keeps: what a factor adds beyond them nobody has measured. */
    private static final MathContext FIFTEEN_DIGITS = new MathContext(15);

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

    /** Puts a cell into an event's data; empty cells are left out. One that is too long for any field is cut, and stays too long. */
    void put(ObjectNode data, Shape.Field field, Cell cell, FieldRule rule) {
        String text = WellFormed.bounded(cell.text(), WellFormed.LONGEST_TEXT);
        if (text.isEmpty()) {
            return;
        }
        String pointer = "/data/" + field.name();
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
                if (!isMixed(text, pointer, rule)) {
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
            Optional<BigDecimal> number = convention.read(cell.text());
            if (number.isPresent()) {
                data.put(field.name(), scaled(number.get(), pointer, rule));
                return;
            }
            Optional<BigDecimal> pointed = Decimals.POINT.read(cell.text());
            Optional<BigDecimal> commaed = Decimals.COMMA.read(cell.text());
            if (convention == Decimals.MIXED && (pointed.isPresent() || commaed.isPresent())) {
                problem(pointer, "number.mixed", rule.column(), cell.text());
            } else if (convention != Decimals.POINT
                    && convention != Decimals.COMMA
                    && pointed.isPresent()
                    && commaed.isPresent()) {
                problem(
                        pointer,
                        "number.ambiguous",
                        rule.column(),
                        cell.text(),
                        pointed.get().toPlainString(),
                        commaed.get().toPlainString());
            } else {
                data.put(field.name(), cell.text());
            }
        }
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
     * What a person sees in a cell, for fields and attributes that are text; null where that is not known, which is one of the problems.
     *
     * @param pointer into the event
     */
    @Nullable
    String code(Cell cell, String pointer, FieldRule rule) {
        if (cell.shown() == null) {
            problem(pointer, "cell.no-text", rule.column(), cell.text());
        }
        return cell.shown();
    }

    /** RFC 3339; the text as it is where it says no time; null where it says two, which is one of the problems. */
    @Nullable
    String timestamp(Cell cell, String pointer, FieldRule rule) {
        return isMixed(cell.text(), pointer, rule)
                ? null
                : times(rule)
                        .timestamp(cell.text())
                        .map(Object::toString)
                        .orElseGet(() -> WellFormed.bounded(cell.text(), WellFormed.LONGEST_TEXT));
    }

    private boolean isMixed(String text, String pointer, FieldRule rule) {
        boolean isMixed = times(rule).order() == DateOrder.MIXED
                && (Times.isAmbiguous(text) || Times.shownBy(text).isPresent());
        if (isMixed) {
            problem(pointer, "date.mixed", rule.column(), text);
        }
        return isMixed;
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

    private void problem(String pointer, String key, @Nullable Object... args) {
        problems.add(Refused.of(RefusalReason.SCHEMA_VIOLATION, Detail.of(key, args), pointer));
    }
}
