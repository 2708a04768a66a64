package vn.hanoi.datahub.ingest.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.ingest.admission.Detail;

/**
 * A row that was not let in, as the list of them keeps it: the sentence's word and what fills it, so that it can be told in either language.
 *
 * @param field JSON pointer into the event; null where no single field is to blame
 * @param column of the file, where one is to blame
 */
public record RefusedRow(
        long line, @Nullable String column, @Nullable String field, String reason, String key, List<String> args) {

    private static final JsonMapper JSON = new JsonMapper();

    public Detail detail() {
        return new Detail(key, args);
    }

    String text() {
        return JSON.writeValueAsString(this);
    }

    static RefusedRow of(String text) {
        return JSON.readValue(text, RefusedRow.class);
    }
}
