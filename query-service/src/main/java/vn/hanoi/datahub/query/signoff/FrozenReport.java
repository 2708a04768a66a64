package vn.hanoi.datahub.query.signoff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.query.form.ValueRow;

/**
 * The content of a version, in the form that is frozen.
 *
 * @param report id of the report
 * @param period as it is written
 * @param asOf the values are those published at this moment
 * @param indicators one entry for each indicator of the report
 */
record FrozenReport(
        String report,
        int version,
        Text title,
        String regime,
        String period,
        Instant asOf,
        List<FrozenValues> indicators) {

    /** @param values ordered by area */
    record FrozenValues(String indicator, Text name, String unit, List<ValueRow> values) {}

    static byte[] compressed(byte[] json) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
