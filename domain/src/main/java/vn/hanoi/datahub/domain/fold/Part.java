package vn.hanoi.datahub.domain.fold;

/** The side of a fold that an input feeds, where a fold has two. */
public enum Part {
    /** What happens: counted and added up. */
    FLOW,
    /** What exists: reported from time to time; the latest report counts. */
    STOCK
}
