package vn.hanoi.datahub.domain.fold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * VN_AQI, the Vietnamese air quality index.
 *
 * <p>Source: Decision 1459/QĐ-TCMT of 12 November 2019. Concentrations are in µg/m³, including carbon monoxide. Where
 * the decision leaves a choice: values are rounded half up; the Nowcast is normalised by its weights in both of its
 * forms; an 8-hour ozone mean needs six of its hours.
 */
final class VnAqi {

    /**
     * A quantity that stations measure, with the concentrations at which the index reaches 0, 50, 100, 150, 200, 300,
     * 400 and 500.
     */
    public enum Scale {
        O3_1H(0, 160, 200, 300, 400, 800, 1_000, 1_200),
        O3_8H(0, 100, 120, 170, 210, 400),
        CO(0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000),
        SO2(0, 125, 350, 550, 800, 1_600, 2_100, 2_630),
        NO2(0, 100, 200, 700, 1_200, 2_350, 3_100, 3_850),
        PM10(0, 50, 150, 250, 350, 420, 500, 600),
        PM25(0, 25, 50, 80, 150, 250, 350, 500);

        private final double[] breakpoints;

        Scale(double... breakpoints) {
            this.breakpoints = breakpoints;
        }

        /**
         * Returns the sub-index of a concentration, not rounded; above the last breakpoint, the index of that
         * breakpoint.
         */
        public double subIndex(double concentration) {
            for (int i = 0; i + 1 < breakpoints.length; i++) {
                if (concentration <= breakpoints[i + 1]) {
                    double step = (INDEX[i + 1] - INDEX[i]) / (breakpoints[i + 1] - breakpoints[i]);
                    return step * (concentration - breakpoints[i]) + INDEX[i];
                }
            }
            return INDEX[breakpoints.length - 1];
        }
    }

    private static final double[] INDEX = {0, 50, 100, 150, 200, 300, 400, 500};

    /** How many hours the Nowcast looks back, including the current one. */
    static final int NOWCAST_HOURS = 12;

    /** Upper end of the 8-hour ozone scale; above it only the 1-hour mean counts. */
    private static final double O3_8H_LIMIT = 400;

    private VnAqi() {}

    /**
     * Returns the Nowcast of particulate matter.
     *
     * @param hours hourly means, newest first, null where missing; only the first twelve are used
     * @return null where fewer than two of the three newest are present
     */
    public static @Nullable Double nowcast(List<@Nullable Double> hours) {
        int recent = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < Math.min(NOWCAST_HOURS, hours.size()); i++) {
            Double hour = hours.get(i);
            if (hour != null) {
                recent += i < 3 ? 1 : 0;
                min = Math.min(min, hour);
                max = Math.max(max, hour);
            }
        }
        if (recent < 2) {
            return null;
        }
        double weight = max == 0 ? 1 : Math.max(min / max, 0.5);
        double sum = 0;
        double weights = 0;
        double power = 1;
        for (int i = 0; i < Math.min(NOWCAST_HOURS, hours.size()); i++) {
            Double hour = hours.get(i);
            if (hour != null) {
                sum += power * hour;
                weights += power;
            }
            power *= weight;
        }
        return sum / weights;
    }

    /**
     * Returns the daily sub-index of ozone: the higher of those for the highest hour and for the highest 8-hour mean.
     *
     * @param hours the 24 hourly means of the day, oldest first, null where missing
     * @return null where no hour is present
     */
    static @Nullable Double dailyOzone(List<@Nullable Double> hours) {
        Double highest = null;
        for (Double hour : hours) {
            if (hour != null) {
                highest = higher(highest, Scale.O3_1H.subIndex(hour));
            }
        }
        for (int end = 8; end <= hours.size(); end++) {
            Double mean = mean(hours.subList(end - 8, end), 6);
            if (mean != null && mean <= O3_8H_LIMIT) {
                highest = higher(highest, Scale.O3_8H.subIndex(mean));
            }
        }
        return highest;
    }

    /** Returns the mean of the hours that are present; null where fewer than {@code least} are. */
    static @Nullable Double mean(List<@Nullable Double> hours, int least) {
        double sum = 0;
        int present = 0;
        for (Double hour : hours) {
            if (hour != null) {
                sum += hour;
                present++;
            }
        }
        return present < least || present == 0 ? null : (Double) (sum / present);
    }

    static @Nullable Double higher(@Nullable Double one, @Nullable Double other) {
        return one == null ? other : other == null ? one : (Double) Math.max(one, other);
    }

    /**
     * Returns the index as published: rounded half up, even where binary arithmetic leaves a half slightly below
     * itself.
     */
    static double rounded(double index) {
        return Math.floor(index + 0.5 + 1e-9);
    }
}
