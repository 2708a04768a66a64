package vn.hanoi.datahub.ingest.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.file.Row;

/** The list of a job's refused rows: what was counted is read back, and what a kill left beyond that never was. */
class RefusedRowsTest {

    @TempDir
    private Path folder;

    private Path list;

    @BeforeEach
    void name() {
        list = folder.resolve("a.refused");
    }

    private static RefusedRow row(long line) {
        return new RefusedRow(
                line,
                "trạm",
                "/data/station",
                "schema-violation",
                "field.text",
                List.of("station", "1\n2"),
                List.of(new RefusedRow.Other(null, "/time", "malformed", "time.form", List.of())),
                Map.of("trạm", "1\n2"));
    }

    private List<RefusedRow> read(long counted) throws IOException {
        try (Stream<RefusedRow> rows = RefusedRows.read(list, counted)) {
            return rows.toList();
        }
    }

    /** A column that nothing reads is returned, too; its name says what its cells are. */
    @Test
    void returnsNoPersonalDataOfColumnsThatNothingReads() {
        Map<String, String> cells = Map.of("giá trị", "abc", "CMND", "012345030", "điện thoại", "987111030");
        RefusedRow row = RefusedRow.of(
                Row.of(2, cells),
                cells,
                new Refused(RefusalReason.MALFORMED, Detail.of("text.placeholder", "value", "abc"), "/data/value"),
                field -> field);

        assertThat(row.cells()).isEqualTo(Map.of("giá trị", "abc", "CMND", "…", "điện thoại", "…"));
    }

    @Test
    void readsBackWhatWasAdded() throws IOException {
        RefusedRow without = new RefusedRow(
                3, null, null, "quarantined", "quarantined", List.of("bộ đếm hỏng"), List.of(), Map.of());
        long counted;
        try (RefusedRows rows = RefusedRows.openAt(list, 0)) {
            rows.add(List.of(row(2)));
            counted = rows.add(List.of(without, row(4)));
        }

        assertThat(counted).isEqualTo(Files.size(list));
        assertThat(read(counted)).containsExactly(row(2), without, row(4));
        assertThat(read(counted).get(1).detail().in(Detail.VIETNAMESE))
                .isEqualTo("bị tạm giữ cho đến khi người vận hành bỏ tạm giữ: bộ đếm hỏng");
    }

    @Test
    void addsNothing_whereNothingWasRefused() throws IOException {
        try (RefusedRows rows = RefusedRows.openAt(list, 0)) {
            long counted = rows.add(List.of(row(2)));
            assertThat(rows.add(List.of())).isEqualTo(counted);
        }
    }

    /** A batch is listed before its transaction counts it: a kill in between leaves rows that nobody was told of. */
    @Test
    void whatWasNotCounted_isNotRead_andIsCutOffWhenTheJobGoesOn() throws IOException {
        long counted;
        try (RefusedRows rows = RefusedRows.openAt(list, 0)) {
            counted = rows.add(List.of(row(2)));
            rows.add(List.of(row(3)));
        }
        Files.writeString(list, "{\"line\":4,\"colu", StandardOpenOption.APPEND);

        assertThat(read(counted)).containsExactly(row(2));

        long end;
        try (RefusedRows rows = RefusedRows.openAt(list, counted)) {
            end = rows.add(List.of(row(5)));
        }
        assertThat(read(end)).containsExactly(row(2), row(5));
        assertThat(Files.size(list)).isEqualTo(end);
    }

    @Test
    void readsManyRows_andAsManyAsAreAskedFor() throws IOException {
        List<RefusedRow> many =
                IntStream.range(2, 2_002).mapToObj(line -> row(line)).toList();
        long counted;
        try (RefusedRows rows = RefusedRows.openAt(list, 0)) {
            counted = rows.add(many);
        }

        assertThat(read(counted)).isEqualTo(many);
        try (Stream<RefusedRow> rows = RefusedRows.read(list, counted)) {
            assertThat(rows.limit(2)).containsExactly(row(2), row(3));
        }
    }

    @Test
    void aJobWithoutAList_hasNoRefusedRows() throws IOException {
        assertThat(read(100)).isEmpty();
        RefusedRows.openAt(list, 0).close();
        assertThat(read(0)).isEmpty();
    }
}
