package vn.hanoi.datahub.worldtests.scenario;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.values.IndicatorPart;
import vn.hanoi.datahub.worldtests.HubValues;
import vn.hanoi.datahub.worldtests.scenario.Words.Named;

/** {@code Phường Ba Đình 2025-08 on time 1/1 = 100}: which value a line is about, and what it says of it. */
final class ExpectedLines {

    private static final Pattern LINE = Pattern.compile(
            "(.+?) (\\d{4}(?:-Q[1-4]|-\\d\\d(?:-\\d\\d(?:T\\d\\d)?)?)?) (.+?) ((?:-?[\\d.]+(?:/-?[\\d.]+)? )?= \\S+|no value)");
    private static final String PART = " of ";
    private static final String NOTHING = "no value";

    /** As values are published. */
    private static final int DECIMALS = 6;

    private final Catalogue catalogue;
    private final Words words;
    private final Units units;

    /**
     * A value, and what is expected of it.
     *
     * @param cell as {@link HubValues} names it
     * @param subject the line up to the amount
     */
    record Expected(String cell, String subject, String amount) {

        String line() {
            return subject + " " + amount;
        }

        /** The line as it would have to be. */
        String actual(HubValues values) {
            return subject + " " + amountOf(values.get(cell));
        }
    }

    ExpectedLines(Catalogue catalogue, Words words) {
        this.catalogue = catalogue;
        this.words = words;
        this.units = new Units(catalogue.areas());
    }

    Expected read(Line line) {
        Matcher parts = LINE.matcher(line.text());
        if (!parts.matches()) {
            throw line.notUnderstood("not a value: unit, period, indicator, and 'numerator/denominator = value',"
                    + " '= value' or '" + NOTHING + "'");
        }
        Period period = Period.find(parts.group(2))
                .orElseThrow(() -> line.notUnderstood("there is no period '" + parts.group(2) + "'"));
        Area area = units.in(line, parts.group(1), period);
        String name = words.findIndicator(parts.group(3))
                .orElseThrow(() -> line.notUnderstood("there is no indicator called '" + parts.group(3) + "', only "
                        + words.indicators().keySet()));
        Named named = words.indicators().get(name);
        IndicatorDefinition definition = catalogue
                .findDefinition(named.indicator())
                .orElseThrow(() -> line.notUnderstood("the catalogue has no indicator " + named.indicator()));
        if (!definition.periods().contains(period.granularity())
                || !definition.levels().contains(area.level())) {
            throw line.notUnderstood("of " + definition.id() + " there are values for " + definition.periods() + " and "
                    + definition.levels() + ", so this line would say nothing");
        }
        String rest = parts.group(3).substring(name.length());
        String slice = rest.isEmpty() ? "" : slice(line, named, definition, rest);
        return new Expected(
                String.join("|", definition.id(), area.id().toString(), period.text(), slice),
                line.text().substring(0, parts.start(4) - 1),
                parts.group(4));
    }

    private String slice(Line line, Named named, IndicatorDefinition definition, String rest) {
        if (!rest.startsWith(PART)) {
            throw line.notUnderstood("nothing is meant by '" + rest.strip() + "' here");
        }
        String member = rest.substring(PART.length());
        if (catalogue.findAgency(member).isPresent()) {
            return "agency=" + member;
        }
        if (!definition.dimensions().contains(named.dimension())) {
            throw line.notUnderstood("there is no agency '" + member + "', and " + definition.id() + " has parts by "
                    + definition.dimensions() + ", not by '" + named.dimension() + "'");
        }
        return named.dimension() + "=" + member;
    }

    /**
     * {@code 1/2 = 50}; {@code = 3} where there is nothing it is divided by; {@code = none} where events count, but
     * nothing can be said.
     */
    private static String amountOf(IndicatorPart value) {
        if (value == null) {
            return NOTHING;
        }
        String result = value.getValue() == null ? "none" : text(BigDecimal.valueOf(value.getValue()));
        BigDecimal numerator = value.getNumerator();
        if (value.getDenominator() != null) {
            return text(numerator) + "/" + text(value.getDenominator()) + " = " + result;
        }
        return numerator == null || text(numerator).equals(result) ? "= " + result : text(numerator) + " = " + result;
    }

    private static String text(BigDecimal number) {
        return number == null
                ? "none"
                : number.setScale(DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
    }
}
