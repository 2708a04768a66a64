package vn.hanoi.datahub.ingest.file;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.domain.event.WellFormed;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/**
 * Determines the subject and the id of a row, from a column or from a template filled with the row's values. An empty
 * part is a problem, because different rows would then share one identity.
 */
record Identity(ObjectNode facts, Row row, String time, Cells cells, List<Refused> problems) {

    /**
     * Returns an attribute.
     *
     * @param attribute the attribute, and the column that contains it if there is no template
     * @param template from the mapping; null for none
     * @param otherwise the event type's own template, used if the row has no such column; null for none
     */
    String of(String attribute, @Nullable String template, @Nullable String otherwise) {
        if (template != null) {
            return filled(attribute, template);
        }
        Cell cell = row.cell(attribute);
        if (!cell.isEmpty() || otherwise == null) {
            String code = cells.code(cell, "/" + attribute, FieldRule.column(attribute));
            return code == null ? "" : code;
        }
        return filled(attribute, otherwise);
    }

    private String filled(String attribute, String template) {
        return EventType.filled(template, name -> {
            String part = part(attribute, name);
            if (part.isEmpty()) {
                problem(attribute, Detail.of("identity.part", attribute, name));
            } else if (!facts.has(name) && WellFormed.namesNothing(part)) { // a fact that is one is refused itself
                problem(attribute, Detail.of("identity.placeholder", attribute, name, part));
            }
            return part;
        });
    }

    private void problem(String attribute, Detail why) {
        problems.add(new Refused(RefusalReason.MALFORMED, why, "/" + attribute));
    }

    private String part(String attribute, String name) {
        if (name.equals("time")) {
            return time;
        }
        JsonNode fact = facts.get(name);
        if (fact != null) {
            return fact.asString("");
        }
        String code = cells.code(row.cell(name), "/" + attribute, FieldRule.column(name));
        return code == null ? "" : code;
    }
}
