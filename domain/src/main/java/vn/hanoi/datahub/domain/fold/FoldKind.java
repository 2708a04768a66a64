package vn.hanoi.datahub.domain.fold;

import java.math.BigDecimal;
import java.util.Optional;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.period.Granularity;

/** The kinds of fold that a definition can use; each is described on its class. */
public enum FoldKind implements Worded {
    RATIO,
    REPORT_RATIO,
    SUM,
    SNAPSHOT,
    MINIMUM,
    GROWTH,
    REGISTER,
    LATEST,
    STATE,
    STATE_DISTINCT,
    DISTINCT,
    ROLLING_DISTINCT,
    CUMULATIVE,
    MEMBER_MEAN,
    MEMBER_MAX,
    FRESHNESS,
    VN_AQI_HOURLY,
    VN_AQI_DAILY;

    /** Returns whether an event applies until its subject's next event, and not only to its own period. */
    public boolean isState() {
        return this == STATE || this == STATE_DISTINCT;
    }

    /** Returns whether contributions are distinguished by the field that the definition names as {@code distinct}. */
    public boolean isDistinct() {
        return this == DISTINCT || this == ROLLING_DISTINCT || this == STATE_DISTINCT;
    }

    /** Returns whether contributions are occurrences of a person or thing, which are whole numbers. */
    public boolean countsOccurrences() {
        return this == DISTINCT || this == ROLLING_DISTINCT;
    }

    /** Returns how many of the first dimensions the fold needs for itself, because it compares their members. */
    public int dimensionsNeeded() {
        return switch (this) {
            case MINIMUM, LATEST, MEMBER_MEAN, MEMBER_MAX -> 1;
            case VN_AQI_HOURLY, VN_AQI_DAILY, FRESHNESS -> 2;
            default -> 0;
        };
    }

    /** Returns the only base period in which it can count; empty where it can count in any. */
    public Optional<Granularity> baseNeeded() {
        return this == VN_AQI_HOURLY || this == VN_AQI_DAILY ? Optional.of(Granularity.HOUR) : Optional.empty();
    }

    /** Returns whether only the hub itself feeds it, and no event type. */
    public boolean isOfTheHub() {
        return this == FRESHNESS;
    }

    public Fold over(FoldSettings settings) {
        return switch (this) {
            case RATIO, SUM -> new AdditiveFold(settings, false);
            case REPORT_RATIO -> new AdditiveFold(settings, true);
            case SNAPSHOT -> new SnapshotFold(settings);
            case MINIMUM -> new MinimumFold(settings);
            case GROWTH -> new GrowthFold(new AdditiveFold(settings, true), settings.base(), BigDecimal.valueOf(100));
            case REGISTER -> new RegisterFold(settings);
            case LATEST -> new LatestFold(settings);
            case STATE -> new StateFold(settings);
            case STATE_DISTINCT -> new StateDistinctFold(settings);
            case DISTINCT -> new DistinctFold(settings);
            case ROLLING_DISTINCT -> new RollingDistinctFold(settings, new Stock(settings));
            case CUMULATIVE -> new CumulativeFold(settings, new StateFold(settings), new Stock(settings));
            case MEMBER_MEAN -> new MemberFold(settings, MemberFold.Summary.MEAN);
            case MEMBER_MAX -> new MemberFold(settings, MemberFold.Summary.MAX);
            case FRESHNESS -> new FreshnessFold(settings);
            case VN_AQI_HOURLY -> new VnAqiFold(Granularity.HOUR);
            case VN_AQI_DAILY -> new VnAqiFold(Granularity.DAY);
        };
    }
}
