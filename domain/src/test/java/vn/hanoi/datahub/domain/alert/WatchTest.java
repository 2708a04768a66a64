package vn.hanoi.datahub.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;

class WatchTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Grade> GRADES = List.of(grade(100, 90), grade(150, 140), grade(200, 190));

    private static Grade grade(double from, double until) {
        return new Grade(Severity.SEVERE, new Text("", ""), from, until);
    }

    private static Watch after(Watch watch, Duration lasts, double... quantities) {
        Watch next = watch;
        for (int minute = 0; minute < quantities.length; minute++) {
            next = next.look(quantities[minute], GRADES, lasts, START.plusSeconds(60L * minute));
        }
        return next;
    }

    @Test
    void rises_to_the_grade_that_is_reached_and_falls_below_the_bound_that_is_left() {
        assertThat(after(Watch.QUIET, Duration.ZERO, 99.9).grade()).isZero();
        assertThat(after(Watch.QUIET, Duration.ZERO, 100).grade()).isEqualTo(1);
        assertThat(after(Watch.QUIET, Duration.ZERO, 250).grade()).isEqualTo(3);
        assertThat(after(Watch.QUIET, Duration.ZERO, 100, 90).grade()).isEqualTo(1);
        assertThat(after(Watch.QUIET, Duration.ZERO, 100, 89.9).grade()).isZero();
        assertThat(after(Watch.QUIET, Duration.ZERO, 250, 145).grade()).isEqualTo(2);
        assertThat(after(Watch.QUIET, Duration.ZERO, 250, 20).grade()).isZero();
    }

    @Test
    void a_quantity_that_trembles_around_a_bound_changes_nothing() {
        Random random = new Random(1);
        Watch watch = after(Watch.QUIET, Duration.ZERO, 101);
        for (int i = 0; i < 1_000; i++) {
            watch = watch.look(91 + random.nextInt(20), GRADES, Duration.ZERO, START.plusSeconds(i));
            assertThat(watch.grade()).isEqualTo(1);
        }
    }

    @Test
    void what_does_not_last_is_not_told() {
        Duration lasts = Duration.ofMinutes(3);
        assertThat(after(Watch.QUIET, lasts, 120, 120, 120).grade()).isZero();
        assertThat(after(Watch.QUIET, lasts, 120, 120, 120, 120).grade()).isEqualTo(1);
        assertThat(after(Watch.QUIET, lasts, 120, 120, 80, 120, 120).grade()).isZero();
        assertThat(after(new Watch(1, 1, null), lasts, 80, 80, 95, 80, 80).grade())
                .isEqualTo(1);
        assertThat(after(new Watch(1, 1, null), lasts, 80, 80, 80, 80).grade()).isZero();
    }

    @Test
    void of_several_grades_passed_through_the_nearest_that_lasted_counts() {
        Duration lasts = Duration.ofMinutes(3);
        assertThat(after(Watch.QUIET, lasts, 210, 120, 210, 210).grade()).isEqualTo(1);
        assertThat(after(new Watch(3, 3, null), lasts, 10, 160, 10, 10).grade()).isEqualTo(2);
    }

    @Test
    void a_bound_to_leave_above_the_one_to_reach_is_refused() {
        assertThatThrownBy(() -> grade(100, 101)).isInstanceOf(IllegalArgumentException.class);
    }
}
