package vn.hanoi.datahub.ingest.publish;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that events would change, as a processor computes it on a dry run.
 *
 * @param unavailable why the effect cannot be determined; absent if it can
 * @param total number of values that would change; absent if the effect is unavailable
 * @param changes the first of them; absent if the effect is unavailable
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Effect(
        @Nullable String unavailable,
        @Nullable Integer total,
        @Nullable List<Change> changes) {

    /**
     * A value that would change.
     *
     * @param area code of the area
     * @param period as in the values of the query service, for example {@code 2025-07}
     * @param by dimension and member; absent for the total
     * @param from the value now; null if there is none yet
     */
    public record Change(
            String indicator,
            int definitionVersion,
            String area,
            String period,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, String> by,

            @Nullable Shown from,
            Shown to) {}

    /** A value in the indicator's unit, and the number of events that count in it. */
    public record Shown(@Nullable Double value, long events) {}

    /** Returns the effect that says why it cannot be determined. */
    public static Effect unavailable(String why) {
        return new Effect(why, null, null);
    }
}
