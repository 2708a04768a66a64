package vn.hanoi.datahub.query.form;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Feed;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.text.Nearest;

/** Checks the values by which a list is narrowed: a misspelt one would look like a list with nothing in it. */
public final class Narrowed {

    private static final int FEW = 12;

    private Narrowed() {}

    /**
     * Refuses a value that nothing has.
     *
     * @param what what the value is to be
     * @param value null for none
     * @param known all values that there are
     */
    public static void check(String what, @Nullable String value, Collection<String> known) {
        if (value != null && !known.contains(value)) {
            throw new BadRequestException("there is no " + what + " '" + value + "'"
                    + Nearest.advice(value, known)
                    + (known.size() <= FEW ? "; there are " + String.join(", ", known) : ""));
        }
    }

    /** Refuses an agency that there is not. */
    public static void checkAgency(Catalogue catalogue, @Nullable String agency) {
        if (!Feed.NOBODY.equals(agency)) {
            check(
                    "agency",
                    agency,
                    catalogue.agencies().stream().map(Agency::code).toList());
        }
    }

    /** Refuses an event type that there is not. */
    public static void checkType(Catalogue catalogue, @Nullable String type) {
        check(
                "event type",
                type,
                catalogue.types().stream().map(EventType::name).toList());
    }
}
