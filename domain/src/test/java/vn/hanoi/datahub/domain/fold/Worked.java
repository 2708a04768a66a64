package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.period.Granularity;
import vn.hanoi.datahub.domain.period.Period;

/** A worked example: contributions in a few words, and sums as they stand on paper. Ratios are per cent. */
final class Worked {

    static final String CITY = "01@1900-01-01";
    static final String ONE = "00004@2025-07-01";
    static final String TWO = "00008@2025-07-01";

    final Fold fold;
    final MemorySeries series;

    private Worked(Fold fold) {
        this.fold = fold;
        this.series = new MemorySeries(fold);
    }

    static Worked of(FoldKind kind, List<String> dimensions, Granularity... periods) {
        return of(kind, dimensions, null, false, periods);
    }

    static Worked of(
            FoldKind kind,
            List<String> dimensions,
            @Nullable String headline,
            boolean shareOfExpected,
            Granularity... periods) {
        return new Worked(kind.over(new FoldSettings(
                Arrays.asList(periods), dimensions, BigDecimal.valueOf(100), headline, shareOfExpected)));
    }

    /**
     * @param from agency and unit, {@code A 00004@2025-07-01}
     * @param sums numerator and denominator, {@code 1/2}
     */
    static Coordinates at(String period, String from, String key, Part part, String... members) {
        String[] words = from.split(" ");
        return new Coordinates(Period.parse(period), words[0], words[1], List.of(members), key, part);
    }

    static Tally sums(String sums) {
        String[] sides = sums.split("/");
        return Tally.of(new BigDecimal(sides[0]), new BigDecimal(sides[1]));
    }

    Worked flow(String period, String from, String key, String sums, String... members) {
        series.change(at(period, from, key, Part.FLOW, members), sums(sums));
        return this;
    }

    Worked takesBack(String period, String from, String key, String sums, String... members) {
        series.change(at(period, from, key, Part.FLOW, members), sums(sums).negated());
        return this;
    }

    Worked stock(String period, String from, String key, String sums, String... members) {
        series.change(at(period, from, key, Part.STOCK, members), sums(sums));
        return this;
    }

    /** The sums of a cell, {@code 1/2}; "nothing" where nothing counts. */
    String sums(String period, Slice slice) {
        Evaluation value = series.value(period, slice);
        return value == null ? "nothing" : plain(value.numerator()) + "/" + plain(value.denominator());
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? "-" : number.toPlainString();
    }

    String total(String period) {
        return sums(period, Slice.TOTAL);
    }

    Evaluation worth(String period, Slice slice) {
        return Objects.requireNonNull(series.value(period, slice), period + " " + slice);
    }

    Evaluation worth(String period) {
        return worth(period, Slice.TOTAL);
    }
}
