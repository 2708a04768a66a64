package vn.hanoi.datahub.domain.fold;

/** Which side of a fold an input feeds, where a fold has two. */
public enum Part {
    /** What happens: counted and added up. */
    FLOW,
    /** What there is: reported now and then, the latest report counts. */
    STOCK
}
