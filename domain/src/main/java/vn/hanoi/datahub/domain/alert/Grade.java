package vn.hanoi.datahub.domain.alert;

import vn.hanoi.datahub.domain.Text;

/**
 * One severity step of an alert rule.
 *
 * @param name display name of the step: "BĐ2", "Xấu"
 * @param from value at which the grade is reached, inclusive
 * @param until value below which the grade is left, at most {@code from}. The gap between the two is a hysteresis: it
 *     keeps a quantity that fluctuates around one value from opening and resolving an alert again and again
 */
public record Grade(Severity severity, Text name, double from, double until) {

    public Grade {
        if (!(until <= from)) {
            throw new IllegalArgumentException("a grade's until must not be above its from");
        }
    }
}
