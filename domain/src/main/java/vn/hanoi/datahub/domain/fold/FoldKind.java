package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import vn.hanoi.datahub.domain.period.Granularity;

/** The kinds of fold a definition can ask for; what each does stands with its class. */
public enum FoldKind {
    RATIO,
    SUM,
    SNAPSHOT,
    STATE,
    MEMBER_MEAN,
    VN_AQI_HOURLY,
    VN_AQI_DAILY;

    /** The word used in the catalogue: {@code member-mean}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<FoldKind> find(String word) {
        for (FoldKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /**
     * The fold itself.
     *
     * @param periods finest first
     * @param dimensions the definition's, in the order of the contributions' members
     * @param factor what a ratio is multiplied with: 100 for per cent
     */
    public Fold over(List<Granularity> periods, List<String> dimensions, BigDecimal factor) {
        return switch (this) {
            case RATIO -> new AdditiveFold(periods, dimensions, factor);
            case SUM -> new AdditiveFold(periods, dimensions, null);
            case SNAPSHOT -> new SnapshotFold(periods, dimensions, factor);
            case STATE -> new StateFold(periods, dimensions, factor);
            case MEMBER_MEAN -> new MemberMeanFold(periods, dimensions.get(0));
            case VN_AQI_HOURLY -> new VnAqiFold(Granularity.HOUR);
            case VN_AQI_DAILY -> new VnAqiFold(Granularity.DAY);
        };
    }
}
