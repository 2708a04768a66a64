package vn.hanoi.datahub.domain.fold;

/**
 * A part of an area's events: all of them, or those of one member of a dimension ({@code agency=H26.HCC},
 * {@code station=S12}).
 */
public record Slice(String dimension, String member) implements Comparable<Slice> {

    public static final Slice TOTAL = new Slice("", "");

    /** The dimension every indicator has: who reported. */
    public static final String AGENCY = "agency";

    /** Cells a fold keeps for itself and never publishes. */
    private static final String LEAF = "~";

    private static final String SEPARATOR = "\u001f";

    public static Slice agency(String agency) {
        return new Slice(AGENCY, agency);
    }

    /** A cell of a fold's own, told apart by parts that hold no control characters. */
    static Slice leaf(String... parts) {
        return new Slice(LEAF, String.join(SEPARATOR, parts));
    }

    /** Whether it names a cell that a fold keeps for itself and never publishes. */
    public boolean isLeaf() {
        return dimension.equals(LEAF);
    }

    String[] leafParts() {
        return member.split(SEPARATOR, -1);
    }

    /** The last part of a cell of a fold's own: of a person's cells, who it is. */
    public String leafKey() {
        return member.substring(member.lastIndexOf(SEPARATOR) + 1);
    }

    /** A cell of a fold's own without its {@link #leafKey}; {@link #withLeafKey} makes it whole again. */
    public Slice withoutLeafKey() {
        return new Slice(LEAF, member.substring(0, Math.max(0, member.lastIndexOf(SEPARATOR))));
    }

    public Slice withLeafKey(String key) {
        return leaf(member, key);
    }

    public boolean isTotal() {
        return dimension.isEmpty();
    }

    /** Written out, as in {@link Cell}. */
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
