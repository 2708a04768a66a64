package vn.hanoi.datahub.ingest.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.Excerpt;
import vn.hanoi.datahub.edge.personal.PersonalData;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.file.Row;

/**
 * A refused row as it is stored in the list of refused rows. The detail is stored as a key and arguments, so that it
 * can be rendered in either language.
 *
 * @param field JSON pointer into the event; null if no single field is at fault
 * @param column of the file, if one is at fault; otherwise null
 * @param others further errors in the row
 * @param cells the row as its sender sees it, by column, without anything that looks like personal data
 */
record RefusedRow(
        long line,
        @Nullable String column,
        @Nullable String field,
        String reason,
        String key,
        List<String> args,
        List<Other> others,
        Map<String, String> cells) {

    private static final JsonMapper JSON = new JsonMapper();

    public RefusedRow {
        others = others == null ? List.of() : others; // older lists have neither
        cells = cells == null ? Map.of() : cells;
    }

    /** A further error in a row. */
    public record Other(@Nullable String column, @Nullable String field, String reason, String key, List<String> args) {

        public Detail detail() {
            return new Detail(key, args);
        }
    }

    static RefusedRow of(Row row, Map<String, String> returned, Refused refused, UnaryOperator<String> columnOf) {
        Map<String, String> cells = new LinkedHashMap<>(returned);
        cells.replaceAll(RefusedRow::returned);
        Stream.concat(Stream.of(refused), refused.others().stream())
                .filter(Refused::mayNameAPerson)
                .forEach(named -> cells.computeIfPresent(
                        String.valueOf(column(named, columnOf)), (column, name) -> PersonalData.LEFT_OUT));
        return new RefusedRow(
                row.line(),
                column(refused, columnOf),
                refused.field(),
                refused.reason().word(),
                refused.detail().key(),
                refused.detail().args(),
                refused.others().stream()
                        .map(other -> new Other(
                                column(other, columnOf),
                                other.field(),
                                other.reason().word(),
                                other.detail().key(),
                                other.detail().args()))
                        .toList(),
                cells);
    }

    /** A column that nothing reads is stored, too, so its name may say what its cells are: {@code CMND}. */
    private static String returned(String column, String text) {
        String excerpt = Excerpt.of(text);
        return PersonalData.in(column + ": " + excerpt).isPresent() ? PersonalData.LEFT_OUT : excerpt;
    }

    private static @Nullable String column(Refused refused, UnaryOperator<String> columnOf) {
        String field = refused.field();
        return field == null ? null : columnOf.apply(field.substring(field.lastIndexOf('/') + 1));
    }

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
