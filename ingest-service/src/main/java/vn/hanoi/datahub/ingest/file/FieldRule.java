package vn.hanoi.datahub.ingest.file;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.schemas.catalogue.Yaml;

/**
 * Specifies where a field comes from, and what its cells mean.
 *
 * @param column the column of the file that it needs; empty for a constant
 * @param name the column's name in its own table; empty for a constant
 * @param from returns its cell in a row
 * @param own how its source writes numbers and dates, if the source is not the file; null for the file
 * @param decimals as the mapping specifies; null to use what the cells show
 * @param dates as the mapping specifies; null to use what the cells show
 * @param factor by which each number is multiplied
 * @param ceiling end of the sensor's range: the true value of a reading of this or more is unknown; null for none
 */
record FieldRule(
        String column,
        String name,
        Function<Row, Cell> from,
        @Nullable Conventions own,
        @Nullable Decimals decimals,
        @Nullable DateOrder dates,
        BigDecimal factor,
        @Nullable BigDecimal ceiling) {

    /** The gas constant in J/(mol K), exact since 2019. */
    private static final BigDecimal GAS_CONSTANT = new BigDecimal("8.31446261815324");

    private static final BigDecimal ZERO_CELSIUS = new BigDecimal("273.15");

    static FieldRule constant(String field, String text) {
        Cell cell = Cell.text(text);
        return of("", field, row -> cell, Conventions.ofPrograms());
    }

    static FieldRule column(String column) {
        return of(column, column, row -> row.cell(column), null);
    }

    private static FieldRule of(String column, String name, Function<Row, Cell> from, @Nullable Conventions own) {
        return new FieldRule(column, name, from, own, null, null, BigDecimal.ONE, null);
    }

    /** Returns the same rule with what a mapping specifies about the format of its cells. */
    FieldRule read(@Nullable Decimals decimal, @Nullable DateOrder order) {
        return new FieldRule(column, name, from, own, decimal, order, factor, ceiling);
    }

    private FieldRule measured(BigDecimal times, @Nullable BigDecimal end) {
        return new FieldRule(column, name, from, own, decimals, dates, times, end);
    }

    /** Returns whether its cells are whole numbers. A factor makes whole numbers of others: 1.5 thousand. */
    boolean isWhole(Shape.Kind kind) {
        return kind == Shape.Kind.INTEGER && factor.compareTo(BigDecimal.ONE) == 0;
    }

    /**
     * Returns what its problems name: the column, and whether it is one of the mapping's second table, or a constant.
     */
    String label() {
        return name.equals(column) ? name : name + (column.isEmpty() ? " (mapping)" : " (lookup)");
    }

    /** Returns whether its cells come from a column of the file. */
    boolean isOfFile() {
        return own == null;
    }

    /** Reads a mapping's rule: {@code {column: co, factor: 1000, decimal: comma, dates: month-first, ceiling: 500}}. */
    static FieldRule read(Yaml value, @Nullable Lookup lookup, Shape.Kind kind) {
        value.only("column", "lookup", "decimal", "dates", "factor", "ppb", "ceiling");
        for (String option : List.of("decimal", "factor", "ppb", "ceiling")) {
            if (!kind.isNumber() && value.find(option).isPresent()) {
                throw value.error(option + " is only for number fields");
            }
        }
        if (!kind.isTime() && value.find("dates").isPresent()) {
            throw value.error("dates is only for date and time fields");
        }
        if (value.find("column").isPresent() == value.find("lookup").isPresent()) {
            throw value.error("a field needs exactly one of column and lookup");
        }
        if (value.get(value.find("column").isPresent() ? "column" : "lookup")
                .text()
                .isBlank()) {
            throw value.error("the name of a column is missing");
        }
        if (value.find("factor").isPresent() && value.find("ppb").isPresent()) {
            throw value.error("use either factor or ppb, not both");
        }
        FieldRule from =
                value.find("column").map(Yaml::text).map(FieldRule::column).orElseGet(() -> lookup(value, lookup));
        return from.read(
                        value.find("decimal").map(FieldRule::decimals).orElse(null),
                        value.find("dates").map(FieldRule::dates).orElse(null))
                .measured(
                        value.find("ppb")
                                .map(FieldRule::microgramsPerPpb)
                                .or(() -> value.find("factor").map(FieldRule::number))
                                .orElse(BigDecimal.ONE),
                        value.find("ceiling").map(FieldRule::number).orElse(null));
    }

    private static FieldRule lookup(Yaml value, @Nullable Lookup lookup) {
        if (lookup == null) {
            throw value.error("'lookup' needs a second table: add lookup at the top of the mapping");
        }
        String name = value.get("lookup").text();
        if (!lookup.header().contains(name)) {
            throw value.error("the second table has no column '" + name + "'");
        }
        return of(lookup.column(), name, row -> lookup.find(row, name), lookup.conventions());
    }

    static Decimals decimals(Yaml yaml) {
        return switch (yaml.text()) {
            case "comma" -> Decimals.COMMA;
            case "point" -> Decimals.POINT;
            default -> throw yaml.error("decimal must be comma or point");
        };
    }

    static DateOrder dates(Yaml yaml) {
        return switch (yaml.text()) {
            case "day-first" -> DateOrder.DAY_FIRST;
            case "month-first" -> DateOrder.MONTH_FIRST;
            default -> throw yaml.error("dates must be day-first or month-first");
        };
    }

    /**
     * Returns the µg/m³ of one ppb of a gas: {@code {molarMass: 48.00, celsius: 25, hectopascal: 1013.25}} (ideal gas;
     * g/mol, °C, hPa). The bounds are those of gases and air; kelvin, pascal or kg/mol are beyond them.
     */
    private static BigDecimal microgramsPerPpb(Yaml yaml) {
        yaml.only("molarMass", "celsius", "hectopascal");
        BigDecimal kelvin = within(yaml, "celsius", -90, 100).add(ZERO_CELSIUS);
        return within(yaml, "molarMass", 1, 1_000)
                .multiply(within(yaml, "hectopascal", 300, 1_200).movePointLeft(1))
                .divide(GAS_CONSTANT.multiply(kelvin), MathContext.DECIMAL64);
    }

    private static BigDecimal within(Yaml yaml, String name, int least, int most) {
        Yaml value = yaml.get(name);
        return Decimals.POINT
                .read(value.text())
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0)
                .orElseThrow(() ->
                        value.error(name + " must be a number with a decimal point, from " + least + " to " + most));
    }

    private static BigDecimal number(Yaml yaml) {
        return Decimals.POINT
                .read(yaml.text())
                .filter(number -> number.signum() != 0)
                .orElseThrow(() -> yaml.error("expected a number with a decimal point, and not 0"));
    }
}
