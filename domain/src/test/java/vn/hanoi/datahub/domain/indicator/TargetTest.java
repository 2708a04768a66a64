package vn.hanoi.datahub.domain.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.indicator.IndicatorDefinition.Direction;

class TargetTest {

    private static Target target(AreaLevel level, int year, @Nullable Double value, boolean strict) {
        return new Target(level, year, value, null, strict, null);
    }

    private static final Target IN_2030 = target(AreaLevel.CITY, 2030, 50.0, false);
    private static final Target IN_2026 = target(AreaLevel.CITY, 2026, 40.0, false);
    private static final Target OF_COMMUNES = target(AreaLevel.COMMUNE, 2025, 30.0, false);

    @Test
    void theLatestOneUpToTheYearBinds_andBeforeTheFirstOneTheFirst() {
        List<Target> targets = List.of(IN_2030, OF_COMMUNES, IN_2026);

        assertThat(Target.find(targets, AreaLevel.CITY, 2025)).contains(IN_2026);
        assertThat(Target.find(targets, AreaLevel.CITY, 2026)).contains(IN_2026);
        assertThat(Target.find(targets, AreaLevel.CITY, 2029)).contains(IN_2026);
        assertThat(Target.find(targets, AreaLevel.CITY, 2030)).contains(IN_2030);
        assertThat(Target.find(targets, AreaLevel.COMMUNE, 2030)).contains(OF_COMMUNES);
        assertThat(Target.find(targets, AreaLevel.DISTRICT, 2030)).isEmpty();
    }

    @Test
    void isMetAtItsValue_unlessTheValueItselfIsNotEnough() {
        Target over = target(AreaLevel.CITY, 2030, 50.0, true);

        assertThat(IN_2030.isMetBy(50, Direction.UP)).contains(true);
        assertThat(IN_2030.isMetBy(49.9, Direction.UP)).contains(false);
        assertThat(IN_2030.isMetBy(50, Direction.DOWN)).contains(true);
        assertThat(IN_2030.isMetBy(50.1, Direction.DOWN)).contains(false);
        assertThat(over.isMetBy(50, Direction.UP)).contains(false);
        assertThat(over.isMetBy(50.1, Direction.UP)).contains(true);
        assertThat(over.isMetBy(50, Direction.DOWN)).contains(false);
        assertThat(target(AreaLevel.CITY, 2030, null, false).isMetBy(50, Direction.UP))
                .isEmpty();
    }

    @Test
    void attainmentIsOneAtTheTarget_whicheverWayIsBetter() {
        assertThat(IN_2030.attainment(25, Direction.UP)).contains(0.5);
        assertThat(IN_2030.attainment(100, Direction.DOWN)).contains(0.5);
        assertThat(IN_2030.attainment(0, Direction.DOWN)).isEmpty();
        assertThat(target(AreaLevel.CITY, 2030, 0.0, false).attainment(5, Direction.UP))
                .isEmpty();
        assertThat(target(AreaLevel.CITY, 2030, null, false).attainment(5, Direction.UP))
                .isEmpty();
    }
}
