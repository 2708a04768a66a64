package vn.hanoi.datahub.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;

class ValueKeyTest {

    private static final LocalDate OLD = LocalDate.of(2008, 8, 1);
    private static final LocalDate NEW = LocalDate.of(2025, 7, 1);

    /** Each differs from the one before in one part, and in a part that counts less in the other direction. */
    private static final List<ValueKey> IN_ORDER = List.of(
            key("dg.a", 1, "", "00004", OLD, "", "2025-01-01"),
            key("dg.a", 1, "", "00004", OLD, "", "2025-01-02"),
            key("dg.a", 1, "", "00004", OLD, "x", "2025-01-01"),
            key("dg.a", 1, "", "00004", NEW, "", "2025-01-01"),
            key("dg.a", 1, "", "00005", OLD, "", "2025-01-01"),
            key("dg.a", 1, "", "00001", OLD, "", "2025-01"),
            key("dg.a", 1, "sector", "00001", OLD, "", "2025-01-01"),
            key("dg.a", 2, "", "00001", OLD, "", "2025-01-01"),
            key("dg.b", 1, "", "00001", OLD, "", "2025-01-01"));

    @Test
    void keys_lieByIndicatorVersionPartKindOfPeriodAreaMemberAndTime() {
        List<ValueKey> shuffled = new ArrayList<>(IN_ORDER);
        Collections.shuffle(shuffled, new Random(1));

        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(IN_ORDER);
        assertThat(IN_ORDER).allSatisfy(key -> assertThat(key).isEqualByComparingTo(key));
    }

    private static ValueKey key(
            String indicator,
            int version,
            String dimension,
            String code,
            LocalDate since,
            String member,
            String period) {
        return new ValueKey(indicator, version, dimension, new AreaId(code, since), member, Period.parse(period));
    }
}
