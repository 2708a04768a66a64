package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.schemas.codec.TrustedRecords;

/** Refused rows go back as rows, in a table that a spreadsheet opens and runs nothing of. */
class ReturnedRowsTest {

    private static FileJob job() {
        TrustedRecords.trust();
        return FileJob.newBuilder()
                .setId("a")
                .setAgency("H26.NNMT")
                .setType("air-observation")
                .setState(FileState.DONE)
                .setDryRun(false)
                .setName("air.csv")
                .setBytes(1)
                .setSha256("")
                .setMapping("")
                .setInstance("i")
                .setColumns(List.of("trạm", "giá trị", "=1+1"))
                .setSeparator(";")
                .setReceivedAt(Instant.EPOCH)
                .setChangedAt(Instant.EPOCH)
                .build();
    }

    @Test
    void hasTheSendersColumnsAndSeparator_andAllThatIsWrong() throws IOException {
        RefusedRow row = new RefusedRow(
                7,
                "giá trị",
                "/data/value",
                "schema-violation",
                "field.number",
                List.of("value", "x"),
                List.of(new RefusedRow.Other(
                        "trạm", "/data/station", "malformed", "text.invisible", List.of("station"))),
                Map.of("trạm", "=HYPERLINK(1)", "giá trị", "-5,5", "=1+1", "@x"));
        StringWriter out = new StringWriter();

        new ReturnedRows(job(), Locale.ROOT).write(Stream.of(row), out);

        assertThat(out.toString().split("\r?\n"))
                .containsExactly(
                        "\uFEFFtrạm;giá trị;'=1+1;line;column;field;reason;detail",
                        "'=HYPERLINK(1);-5,5;'@x;7;giá trị;/data/value;schema-violation;\"value must be a number, not x; station contains an invisible character, such as U+00A0 or U+200B, which makes it a different code; type it again\"");
    }
}
