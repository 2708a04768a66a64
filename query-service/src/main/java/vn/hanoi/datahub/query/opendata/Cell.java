package vn.hanoi.datahub.query.opendata;

import vn.hanoi.datahub.domain.disclosure.Counts;
import vn.hanoi.datahub.query.history.Released;

/** A cell with its counts: while they are the same, it is one and the same unknown in every release. */
record Cell(Name name, Counts counts) {

    static Cell of(Released released) {
        return new Cell(Name.of(released.value()), released.counts());
    }
}
