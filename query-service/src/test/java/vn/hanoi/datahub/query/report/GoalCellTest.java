package vn.hanoi.datahub.query.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.plan.Goal;

class GoalCellTest {

    @Test
    void everyKindOfGoalIsShown() {
        Text words = new Text("Hoàn thành cơ sở dữ liệu đất đai", "Complete the land database");

        assertThat(GoalCell.of(new Goal(Goal.Kind.MINIMUM, 80.0, null, false, null)))
                .isEqualTo(80.0);
        assertThat(GoalCell.of(new Goal(Goal.Kind.MAXIMUM, 0.0, null, false, null)))
                .isEqualTo(0.0);
        assertThat(GoalCell.of(new Goal(Goal.Kind.RANGE, 7.0, 7.5, false, null)))
                .isEqualTo("7 – 7,5");
        assertThat(GoalCell.of(new Goal(Goal.Kind.GROWTH, 7.5, null, false, null)))
                .isEqualTo("tăng trưởng ≥ 7,5\u00a0% so với năm trước");
        assertThat(GoalCell.of(new Goal(Goal.Kind.GROWTH, 7.0, null, true, null)))
                .isEqualTo("tăng trưởng > 7\u00a0% so với năm trước");
        assertThat(GoalCell.of(new Goal(Goal.Kind.MILESTONE, null, null, false, words)))
                .isEqualTo("Hoàn thành cơ sở dữ liệu đất đai");
    }
}
