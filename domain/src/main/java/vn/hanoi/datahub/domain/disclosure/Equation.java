package vn.hanoi.datahub.domain.disclosure;

import java.util.ArrayList;
import java.util.List;

/**
 * What every reader of a table knows: a cell is the sum of others. A city is the sum of its communes, a year of its
 * months.
 *
 * @param <K> names a cell
 */
public record Equation<K>(K whole, List<K> parts) {

    public Equation {
        parts = List.copyOf(parts);
    }

    List<K> members() {
        List<K> members = new ArrayList<>(parts);
        members.add(whole);
        return members;
    }
}
