package vn.hanoi.datahub.domain.score;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.Worded;

/**
 * A composite index: criteria with points, for communes or for departments.
 *
 * @param about where the index comes from, and what is not confirmed
 * @param agencies codes of the departments that are scored; empty for an index of communes
 */
public record CompositeIndex(
        String id, Text name, Text about, List<String> agencies, List<Group> groups, List<Criterion> criteria) {

    public CompositeIndex {
        agencies = List.copyOf(agencies);
        groups = List.copyOf(groups);
        criteria = List.copyOf(criteria);
    }

    public record Group(String id, Text name) {}

    /**
     * A criterion of an index.
     *
     * @param max the most points that it gives, or takes
     * @param source where its points come from
     */
    public record Criterion(String id, Text name, String group, Kind kind, BigDecimal max, Source source) {

        /** What the points do to the total. */
        public enum Kind implements Worded {
            /** Part of the index's full score. */
            REGULAR,
            /** Added beyond the full score. */
            BONUS,
            /** Subtracted. */
            PENALTY
        }

        /**
         * Where points come from.
         *
         * @param indicator id of the indicator whose value is scored; null if points are only reported
         * @param reported id of the indicator with reported points, by series; null if none are reported
         */
        public record Source(
                @Nullable String indicator,
                Scale scale,
                @Nullable String reported) {}

        /** Returns the points with the sign that they have in the total. */
        BigDecimal signed(BigDecimal points) {
            return kind == Kind.PENALTY ? points.negate() : points;
        }
    }

    /** Who scored: each stage may change the points of the one before. */
    public enum Series implements Worded {
        /** By the scored unit itself. */
        SELF,
        /** By the appraisers, or computed from the hub's values. */
        APPRAISED,
        /** By the council, in the end. */
        DECIDED
    }

    public boolean isOfCommunes() {
        return agencies.isEmpty();
    }

    /** Returns the full score: the sum of all regular criteria. */
    public BigDecimal full() {
        return criteria.stream()
                .filter(criterion -> criterion.kind() == Criterion.Kind.REGULAR)
                .map(Criterion::max)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
