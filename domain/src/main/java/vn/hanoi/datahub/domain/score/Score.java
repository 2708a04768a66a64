package vn.hanoi.datahub.domain.score;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.score.CompositeIndex.Criterion;
import vn.hanoi.datahub.domain.score.CompositeIndex.Series;

/**
 * The points of one unit.
 *
 * @param unit the unit: an area's id or an agency's code
 * @param criteria in the order of the index
 */
public record Score(String unit, List<Scored> criteria) {

    private static final int DECIMALS = 2;

    public Score {
        criteria = List.copyOf(criteria);
    }

    /**
     * What is known of a criterion.
     *
     * @param value the indicator's value; null if there is none
     * @param reported reported points by series
     */
    public record Known(@Nullable Double value, Map<Series, Double> reported) {}

    /**
     * A criterion with its points.
     *
     * @param points exact points by series; absent where nothing is known
     */
    public record Scored(Criterion criterion, @Nullable Double value, Map<Series, BigDecimal> points) {}

    /**
     * Scores a criterion. Appraised points are the reported ones or, without them, those of the indicator's value;
     * decided points are the reported ones or, without them, the appraised ones; points of the unit itself are reported
     * only.
     */
    public static Scored of(Criterion criterion, Known known) {
        Map<Series, BigDecimal> points = new EnumMap<>(Series.class);
        Scale reported = new Scale.Reported();
        known.reported().forEach((series, number) -> points.put(series, reported.points(number, criterion.max())));
        Double value = known.value();
        if (value != null && criterion.source().indicator() != null) {
            points.putIfAbsent(Series.APPRAISED, criterion.source().scale().points(value, criterion.max()));
        }
        BigDecimal appraised = points.get(Series.APPRAISED);
        if (appraised != null) {
            points.putIfAbsent(Series.DECIDED, appraised);
        }
        return new Scored(criterion, value, points);
    }

    /** Returns points or a total as they are shown: with two decimals, rounded half up. */
    public static BigDecimal shown(BigDecimal points) {
        return points.setScale(DECIMALS, RoundingMode.HALF_UP);
    }

    /** Returns the total of a series as it is shown: the sum of exact points; criteria without points count as 0. */
    public BigDecimal total(Series series) {
        BigDecimal total = BigDecimal.ZERO;
        for (Scored scored : criteria) {
            BigDecimal points = scored.points().get(series);
            total = points == null ? total : total.add(scored.criterion().signed(points));
        }
        return shown(total);
    }

    /** Returns how many criteria have points in a series. */
    public int known(Series series) {
        return (int) criteria.stream()
                .filter(scored -> scored.points().containsKey(series))
                .count();
    }

    /**
     * A unit with its rank.
     *
     * @param rank from 1; units with the same total share a rank, and the ranks after it are skipped; null where
     *     nothing is known of the unit
     */
    public record Ranked(@Nullable Integer rank, Score score) {}

    /**
     * Ranks units by their total in a series as it is shown, the highest first; of equals the one with the smaller code
     * first. Units of which nothing is known come last, without a rank: their total of 0 is no result.
     */
    public static List<Ranked> ranked(List<Score> scores, Series series) {
        List<Score> inOrder = scores.stream()
                .sorted(Comparator.comparing((Score score) -> score.known(series) == 0)
                        .thenComparing(score -> score.total(series), Comparator.reverseOrder())
                        .thenComparing(Score::unit))
                .toList();
        List<Ranked> ranked = new ArrayList<>();
        for (int i = 0; i < inOrder.size(); i++) {
            boolean isTie = i > 0
                    && inOrder.get(i).total(series).compareTo(inOrder.get(i - 1).total(series)) == 0;
            Integer rank = isTie ? ranked.get(i - 1).rank() : Integer.valueOf(i + 1);
            ranked.add(new Ranked(inOrder.get(i).known(series) == 0 ? null : rank, inOrder.get(i)));
        }
        return ranked;
    }
}
