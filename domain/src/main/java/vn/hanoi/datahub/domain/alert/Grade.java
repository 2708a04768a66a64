package vn.hanoi.datahub.domain.alert;

import vn.hanoi.datahub.domain.Text;

/**
 * One step of a rule.
 *
 * @param name what has come, for people: "BĐ2", "Xấu"
 * @param from reached from this value on
 * @param until left below this value, which is not above {@code from}: the distance between the two keeps a quantity
 *     that trembles around one value from opening and resolving an alert again and again
 */
public record Grade(Severity severity, Text name, double from, double until) {

    public Grade {
        if (!(until <= from)) {
            throw new IllegalArgumentException("an alert is left below the value it is reached at, or at it");
        }
    }
}
