package vn.hanoi.datahub.domain.fold;

/**
 * Combines hash codes so that keys that differ in few bits, as the days of a year or the codes of communes, differ in
 * all.
 */
public final class Hash {

    /** The golden ratio as a multiplier. */
    private static final int GOLDEN = 0x9E3779B9;

    private Hash() {}

    public static int mix(int first, int second) {
        return GOLDEN * (GOLDEN * first + second);
    }
}
