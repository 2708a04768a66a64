package vn.hanoi.datahub.ingest.admission;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.domain.event.Event;
import vn.hanoi.datahub.domain.event.Facts;
import vn.hanoi.datahub.domain.event.Shape;
import vn.hanoi.datahub.edge.personal.PersonNames;

/**
 * Something in an accepted event that its sender should check.
 *
 * @param finding {@code person-name}: text that may be a person's name; {@code uncounted}: a code that no indicator
 *     counts
 * @param field JSON pointer into the event
 * @param meant the known code that is nearest; null if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Finding(
        String finding, String field, @Nullable String meant) {

    private static final String PERSON_NAME = "person-name";

    /** Returns whether it is about text that may be a person's name. */
    public boolean mayNameAPerson() {
        return finding.equals(PERSON_NAME);
    }

    /** Returns all findings in an admitted event. */
    public static List<Finding> of(Admission.Admitted admitted) {
        List<Finding> findings = new ArrayList<>();
        Event event = admitted.event();
        if (admitted.uncounted() != null) {
            findings.add(admitted.uncounted());
        }
        look(event.subject(), "/subject", findings);
        look(event.id(), "/id", findings);
        Facts facts = event.data();
        if (facts != null) {
            for (Shape.Field field : admitted.type().shape().fields()) {
                if (field.kind() == Shape.Kind.TEXT && facts.at(field.position()) instanceof String text) {
                    look(text, DataReader.pointer(field), findings);
                }
            }
        }
        return findings;
    }

    private static void look(String text, String field, List<Finding> findings) {
        if (PersonNames.isIn(text)) {
            findings.add(new Finding(PERSON_NAME, field, null));
        }
    }
}
