package vn.hanoi.datahub.domain.disclosure;

import java.util.ArrayList;
import java.util.List;

/**
 * A sum that every reader of a table knows: a city is the sum of its communes, a year the sum of its months.
 *
 * @param <K> identifies a cell
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
