package vn.hanoi.datahub.domain.area;

/**
 * The part of an old commune that became part of a new one on 2025-07-01.
 *
 * @param weight share of the old unit, above 0 and at most 1; the weights of one old unit add up to 1
 * @param estimated whether the share is an estimate, because the old unit was divided
 */
public record Transfer(String oldCommune, String newCommune, double weight, boolean estimated) {

    public Transfer {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight " + weight + " of " + oldCommune + " is not in (0, 1]");
        }
    }
}
