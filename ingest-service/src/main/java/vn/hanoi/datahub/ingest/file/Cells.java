package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.DoubleDigits;

/**
 * Converts the cells of a row to values of an event's fields, according to the conventions of their columns. A cell
 * that cannot be read as its field's kind is passed on unchanged, so that the admission policy refuses it with its own
 * reason. A cell that can be read in two ways, or that is of a different kind from its field, becomes a problem.
 */
final class Cells {

    private static final Map<String, Boolean> TRUTH = Map.ofEntries(
            Map.entry("true", true),
            Map.entry("yes", true),
            Map.entry("có", true),
            Map.entry("đúng", true),
            Map.entry("1", true),
            Map.entry("x", true),
            Map.entry("false", false),
            Map.entry("no", false),
            Map.entry("không", false),
            Map.entry("sai", false),
            Map.entry("0", false));

    /** The number of digits that a double preserves; further digits come from the factor, not from a measurement. */
    private static final MathContext FIFTEEN_DIGITS = new MathContext(15);

    private static final int MONTHS = 12;

    /** How nobody writes a quantity; as a number it would lose the sign or zero that tells what it is. */
    private static final Pattern DIALLED = Pattern.compile("[+0]\\d{9,}");

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
                if (cell.kind() == Cell.Kind.PERCENTAGE || cell.kind() == Cell.Kind.DATE) {
                    problem(pointer, "cell.no-boolean", rule.label());
                } else if (truth == null) {
                    data.put(field.name(), text);
                } else {
                    data.put(field.name(), truth);
                }
            }
            case TIMESTAMP -> {
                String moment = timestamp(cell, pointer, rule, field.deadline());
                if (moment != null) {
                    data.put(field.name(), moment);
                }
            }
            case DATE -> {
                if (!isOpen(cell, pointer, rule) && !isOtherForm(cell, pointer, rule)) {
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
        Optional<String> personal =
                cell.kind() == Cell.Kind.TEXT && DIALLED.matcher(cell.text()).matches()
                        ? PersonalData.in(cell.text())
                        : Optional.empty();
        if (personal.isPresent()) {
            problems.add(new Refused(RefusalReason.PERSONAL_DATA, Detail.of("personal." + personal.get()), pointer));
        } else if (cell.kind() == Cell.Kind.PERCENTAGE) {
            problem(pointer, "cell.percentage", rule.label());
        } else if (cell.kind() != Cell.Kind.TEXT && cell.kind() != Cell.Kind.NUMBER) {
            problem(pointer, "cell.no-number", rule.label());
        } else {
            Optional<BigDecimal> number = number(cell, field.kind(), rule);
            if (number.isPresent()) {
                data.put(field.name(), scaled(number.get(), field, rule));
            } else if (!tellsWhyNot(cell.text(), field.kind(), pointer, rule)) {
                data.put(field.name(), cell.text());
            }
        }
    }

    private Optional<BigDecimal> number(Cell cell, Shape.Kind kind, FieldRule rule) {
        Decimals convention = cell.kind() == Cell.Kind.NUMBER ? Decimals.POINT : decimals(kind, rule);
        return isWhole(kind, rule) && cell.kind() == Cell.Kind.TEXT
                ? convention.readWhole(cell.text())
                : convention.read(cell.text());
    }

    /** Returns whether a field's numbers are whole, and nothing but the cells shows how they are written. */
    private boolean isWhole(Shape.Kind kind, FieldRule rule) {
        Conventions own = rule.own();
        return rule.isWhole(kind)
                && rule.decimals() == null
                && (own == null ? form.decimals() == null && !file.isOfPrograms() : !own.isOfPrograms());
    }

    /** Adds a problem for a text that could be two numbers, or has more than a number; returns false for any other. */
    private boolean tellsWhyNot(String text, Shape.Kind kind, String pointer, FieldRule rule) {
        Decimals convention = decimals(kind, rule);
        Optional<BigDecimal> pointed = Decimals.POINT.read(text);
        Optional<BigDecimal> commaed = Decimals.COMMA.read(text);
        if (convention == Decimals.MIXED && (pointed.isPresent() || commaed.isPresent())) {
            problem(pointer, "number.mixed", rule.label(), text);
        } else if ((convention.isAssumed() || isWhole(kind, rule)) && pointed.isPresent() && commaed.isPresent()) {
            problem(
                    pointer,
                    "number.ambiguous",
                    rule.label(),
                    text,
                    pointed.get().toPlainString(),
                    commaed.get().toPlainString());
        } else {
            Optional<String> hint = Hint.ofNumber(text);
            hint.ifPresent(key -> problem(pointer, key, rule.label(), text));
            return hint.isPresent();
        }
        return true;
    }

    /** Returns whether nothing can be read from a cell, whatever its field; if so, adds a problem. */
    private boolean isUnreadable(Cell cell, String pointer, FieldRule rule) {
        Detail why = switch (cell.kind()) {
            case FORMULA -> Detail.of("file.formula", rule.label()); // its saved result may be outdated
            case ERROR ->
                Detail.of(cell.text().startsWith("#") ? "file.error" : "file.no-value", rule.label(), cell.text());
            case MERGED -> Detail.of("file.merged", rule.label(), cell.text());
            case NO_ROW -> Detail.of("lookup.key", cell.text(), rule.column(), rule.name());
            default -> null;
        };
        if (why != null) {
            problems.add(new Refused(RefusalReason.MALFORMED, why, pointer));
        }
        return why != null;
    }

    /**
     * Returns a number in the field's unit. Digits that only come from the factor are rounded away; digits that were
     * sent are not.
     */
    private BigDecimal scaled(BigDecimal number, Shape.Field field, FieldRule rule) {
        String pointer = "/data/" + field.name();
        if (rule.ceiling() != null && number.compareTo(rule.ceiling()) >= 0) {
            problems.add(new Refused(
                    RefusalReason.OUT_OF_RANGE,
                    Detail.of(
                            "cell.ceiling",
                            rule.label(),
                            number.toPlainString(),
                            rule.ceiling().toPlainString()),
                    pointer));
        }
        if (rule.factor().compareTo(BigDecimal.ONE) == 0) {
            return number;
        } else if (DoubleDigits.areLost(number)) {
            problem(pointer, "field.precision", rule.label(), number.toPlainString());
        }
        BigDecimal product = number.multiply(rule.factor());
        return field.kind() == Shape.Kind.INTEGER ? product : product.round(FIFTEEN_DIGITS);
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
        }
        String shown = cell.shown();
        if (shown == null) {
            problem(pointer, "cell.no-text", rule.label(), cell.text());
        } else if (rule.isOfFile()) {
            Totals.in(shown, false)
                    .or(() -> DamagedCode.in(shown, rule.label()))
                    .ifPresent(why -> problems.add(new Refused(RefusalReason.MALFORMED, why, pointer)));
        }
        return shown;
    }

    /**
     * Returns an attribute of a row's event as {@link #code} reads it, but a version as it is stored; empty if none.
     */
    String attribute(Row row, String name) {
        Cell cell = row.cell(name);
        boolean isNumber = name.equals("dataversion") && cell.kind() == Cell.Kind.NUMBER;
        String code = isNumber ? cell.text() : code(cell, "/" + name, FieldRule.column(name));
        return code == null ? "" : code;
    }

    /**
     * Returns the time in RFC 3339, or the text unchanged if it is not a time. If it could be two times, or looks like
     * another form of one, adds a problem and returns null. A deadline by day ends when its last day ends (Civil Code
     * 91/2015/QH13, article 148).
     */
    private @Nullable String timestamp(Cell cell, String pointer, FieldRule rule, boolean isDeadline) {
        return isTime(cell, pointer, rule) && !isOtherForm(cell, pointer, rule)
                ? times(rule)
                        .timestamp(cell.text())
                        .map(moment -> isDeadline && Times.isDay(cell.text()) ? Times.endOfDay(moment) : moment)
                        .map(Object::toString)
                        .orElseGet(() -> WellFormed.bounded(cell.text(), WellFormed.LONGEST_TEXT))
                : null;
    }

    /** Returns whether a cell can be read as a time; if not, adds a problem. */
    boolean isTime(Cell cell, String pointer, FieldRule rule) {
        return !isUnreadable(cell, pointer, rule) && !isOpen(cell, pointer, rule);
    }

    /** Returns whether a cell has a time in a form that the hub does not read; if so, adds a problem. */
    private boolean isOtherForm(Cell cell, String pointer, FieldRule rule) {
        Optional<String> hint =
                times(rule).timestamp(cell.text()).isPresent() ? Optional.empty() : Hint.ofTime(cell.text());
        hint.ifPresent(key -> problem(pointer, key, rule.label(), cell.text()));
        return hint.isPresent();
    }

    /**
     * Returns whether a cell could be two days and it is unknown which, or is no day in the known order; if so, adds a
     * problem.
     */
    private boolean isOpen(Cell cell, String pointer, FieldRule rule) {
        DateOrder order = times(rule).order();
        int orders = Times.orders(cell.text()).size();
        String key = null;
        if (isHalfRead(cell, rule)) {
            key = "date.half-read";
        } else if (order == DateOrder.MIXED && orders > 0) {
            key = "date.mixed";
        } else if (order == DateOrder.UNKNOWN && orders > 1) {
            key = "date.ambiguous";
        } else if (orders == 1
                && order != DateOrder.UNKNOWN
                && !Times.orders(cell.text()).contains(order)) {
            key = order == DateOrder.DAY_FIRST ? "date.not-day-first" : "date.not-month-first";
        }
        if (key != null) {
            problem(pointer, key, rule.label(), cell.text());
        }
        return key != null;
    }

    /** Returns whether the spreadsheet that made a date of a text may have taken its day for its month. */
    private boolean isHalfRead(Cell cell, FieldRule rule) {
        return cell.kind() == Cell.Kind.DATE
                && rule.isOfFile()
                && file.isHalfRead(rule.name())
                && times(rule)
                        .date(cell.text())
                        .filter(day -> day.getDayOfMonth() <= MONTHS && day.getDayOfMonth() != day.getMonthValue())
                        .isPresent();
    }

    /** Returns the text of a cell as it is returned with its row. */
    String returned(Cell cell, Shape.Kind kind, FieldRule rule) {
        return switch (cell.kind()) {
            case TEXT ->
                kind.isNumber()
                        ? number(cell, kind, rule).map(Cells::clear).orElse(cell.text())
                        : kind.isTime() ? clear(cell.text(), rule) : cell.text();
            case NUMBER ->
                kind.isNumber()
                        ? clear(new BigDecimal(cell.text()))
                        : cell.shown() == null ? Cell.UNKNOWN : cell.shown();
            case PERCENTAGE -> cell.text() + "%";
            case DATE ->
                !kind.isTime() ? Cell.UNKNOWN : isHalfRead(cell, rule) ? Cell.UNKNOWN + " " + cell.text() : cell.text();
            case BOOLEAN -> kind == Shape.Kind.BOOLEAN ? cell.text() : Cell.UNKNOWN;
            case FORMULA, ERROR, MERGED, NO_ROW -> Cell.UNKNOWN;
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

    private Decimals decimals(Shape.Kind kind, FieldRule rule) {
        if (rule.decimals() != null) {
            return rule.decimals();
        } else if (rule.own() == null && form.decimals() != null) {
            return form.decimals();
        }
        Conventions shown = rule.own() == null ? file : rule.own();
        return rule.isWhole(kind) ? shown.wholes(rule.name()) : shown.decimals(rule.name());
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
        problems.add(new Refused(RefusalReason.SCHEMA_VIOLATION, Detail.of(key, args), pointer));
    }
}
