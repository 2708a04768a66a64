package vn.hanoi.datahub.domain.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void takesTheValueOfEachName() {
        assertThat(EventType.filled(
                        "a {x}/{y} {} {mã trạm}", name -> name.equals("x") ? "1$" : name.equals("y") ? "{x}" : "7"))
                .isEqualTo("a 1$/{x} {} 7");
    }

    /** As long as memory, were it written out. */
    @Test
    void isBoundedWhileItGrows_andStaysTooLong() {
        String value = "v".repeat(1 << 20);

        assertThat(EventType.filled("{x}".repeat(1 << 20), name -> value)).hasSize(WellFormed.LONGEST_ATTRIBUTE + 1);
        assertThat(EventType.filled(value, name -> "")).hasSize(WellFormed.LONGEST_ATTRIBUTE + 1);
        assertThat(EventType.filled("{x}", name -> "v".repeat(WellFormed.LONGEST_ATTRIBUTE)))
                .hasSize(WellFormed.LONGEST_ATTRIBUTE);
    }
}
