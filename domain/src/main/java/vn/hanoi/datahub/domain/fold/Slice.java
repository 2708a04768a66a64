package vn.hanoi.datahub.domain.fold;

/**
 * A part of an area's events: all of them, or those of one member of a dimension ({@code agency=H26.HCC},
 * {@code station=S12}).
 */
public record Slice(String dimension, String member) implements Comparable<Slice> {

    public static final Slice TOTAL = new Slice("", "");

    /** The dimension that every indicator has: the reporting agency. */
    public static final String AGENCY = "agency";

    /** Dimension of internal cells, which a fold keeps for itself and never publishes. */
    private static final String LEAF = "~";

    private static final String SEPARATOR = "\u001f";

    public static Slice agency(String agency) {
        return new Slice(AGENCY, agency);
    }

    /** Returns the slice of an internal cell, identified by parts that contain no control characters. */
    static Slice leaf(String... parts) {
        return new Slice(LEAF, String.join(SEPARATOR, parts));
    }

    /** Returns whether the slice is that of an internal cell, which a fold keeps for itself and never publishes. */
    public boolean isLeaf() {
        return dimension.equals(LEAF);
    }

    String[] leafParts() {
        return member.split(SEPARATOR, -1);
    }

    /** Returns the last part of an internal cell's slice: for the cells of a person, the person's key. */
    public String leafKey() {
        return member.substring(member.lastIndexOf(SEPARATOR) + 1);
    }

    /** Returns an internal cell's slice without its {@link #leafKey}; {@link #withLeafKey} restores it. */
    public Slice withoutLeafKey() {
        return new Slice(LEAF, member.substring(0, Math.max(0, member.lastIndexOf(SEPARATOR))));
    }

    public Slice withLeafKey(String key) {
        return leaf(member, key);
    }

    public boolean isTotal() {
        return dimension.isEmpty();
    }

    /** Implemented by hand, as in {@link Cell}. */
    @Override
    public int hashCode() {
        return 31 * dimension.hashCode() + member.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice slice && member.equals(slice.member) && dimension.equals(slice.dimension);
    }

    @Override
    public int compareTo(Slice other) {
        int byDimension = dimension.compareTo(other.dimension);
        return byDimension != 0 ? byDimension : member.compareTo(other.member);
    }

    @Override
    public String toString() {
        return isTotal() ? "total" : dimension + "=" + member;
    }
}
