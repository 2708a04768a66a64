package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/**
 * Files as agencies have them: spreadsheets with Vietnamese dates and decimals, with mistakes in some rows, in any of
 * the usual forms.
 */
class FilesIT {

    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String AIR = "station,parameter,value,averagingMinutes,area,time\n";

    private final RunningHub hub = RunningHub.get();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode air(String type, byte[] file) {
        Answer answer = hub.upload("H26.NNMT", "type=air-observation", type, file);
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return hub.worked("H26.NNMT", answer);
    }

    private static String counts(JsonNode job) {
        return job.path("status").asString("") + " " + job.path("accepted").asInt() + "+"
                + job.path("refused").asInt();
    }

    private void awaitMean(String hour, String area, double mean) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.row("air.pm25_mean", area, hour, "hour")
                                .path("value")
                                .asDouble(-1))
                        .isEqualTo(mean));
    }

    @Test
    void aFileWhoseColumnsAreItsFields() {
        JsonNode job = air(
                CSV,
                bytes(AIR + "f1,PM25,12.5,60,00166,2025-09-01T09:00:00+07:00\n"
                        + "f1,PM25,abc,60,00166,2025-09-01T10:00:00+07:00\n" + "\n"
                        + "f1,PM25,13.5,60,99999,2025-09-01T11:00:00+07:00\n"));

        assertThat(counts(job)).isEqualTo("done 1+2");
        assertThat(job.path("rows").asInt()).isEqualTo(3);
        JsonNode first = job.path("refusals").get(0);
        assertThat(first.path("line").asInt()).isEqualTo(3);
        assertThat(first.path("column").asString()).isEqualTo("value");
        assertThat(first.path("reason").asString()).isEqualTo("schema-violation");
        assertThat(job.path("refusals").get(1).path("line").asInt()).isEqualTo(5);
        awaitMean("2025-09-01T08", "00166", 12.5);
    }

    @Test
    void vietnameseSpreadsheets_withMarkSemicolonsCommasAndDaysFirst() {
        JsonNode job = air(
                CSV,
                bytes("\uFEFF" + AIR.replace(',', ';') + "f2;PM25;1.012,5;60;00166;02/09/2025 09:00\r\n"
                        + "f2;PM25;14,5;60;00166;2/9/2025 10:00:00\r\n"));

        assertThat(counts(job)).isEqualTo("done 2+0");
        awaitMean("2025-09-02T08", "00166", 1012.5);
        awaitMean("2025-09-02T09", "00166", 14.5);
    }

    /** The door cannot know what an id was used for before; the file's account follows its rows to their end. */
    @Test
    void tellsWhatTheProcessorRejectedAfterwards() {
        String header = AIR.strip() + ",id\n";
        hub.worked(
                "H26.NNMT",
                hub.upload(
                        "H26.NNMT",
                        "type=air-observation",
                        CSV,
                        bytes(header + "f9,PM25,9,60,00166,2025-09-09T09:00:00+07:00,once\n")));
        JsonNode job = hub.worked(
                "H26.NNMT",
                hub.upload(
                        "H26.NNMT",
                        "type=air-observation",
                        CSV,
                        bytes(
                                header
                                        + "f9,PM25,8,60,00166,2025-09-09T10:00:00+07:00,other\nf9,PM25,7,60,00166,2025-09-09T11:00:00+07:00,once\n")));
        String url = hub.settings.ingestUrl() + "/v1/files/" + job.path("id").asString();

        await().untilAsserted(() -> {
            JsonNode account = hub.ask("GET", url, Map.of("X-API-Key", hub.key("H26.NNMT")), "")
                    .body();
            assertThat(account.path("accepted").asInt()).isEqualTo(2);
            assertThat(account.path("rejected").asInt()).isOne();
            assertThat(account.path("refusals").path(0).path("line").asInt()).isEqualTo(3);
            assertThat(account.path("refusals").path(0).path("reason").asString())
                    .isEqualTo("id-reused");
        });
        assertThat(hub.ask("GET", url + "/refused", Map.of("X-API-Key", hub.key("H26.NNMT")), "")
                        .text())
                .contains(",3,,,id-reused,");
    }

    @Test
    void tellsEveryRefusedRowInVietnamese() {
        Answer uploaded = hub.upload(
                "H26.NNMT", "type=air-observation", CSV, bytes(AIR + "f4,PM25,9,60,99999,2025-09-04T09:00:00+07:00\n"));
        JsonNode job = hub.worked("H26.NNMT", uploaded);

        Answer list = hub.ask(
                "GET",
                hub.settings.ingestUrl() + job.path("refusedRows").asString(),
                Map.of("X-API-Key", hub.key("H26.NNMT"), "Accept-Language", "vi"),
                "");
        assertThat(list.type()).startsWith("text/csv");
        assertThat(list.text())
                .isEqualToNormalizingNewlines(
                        "\uFEFF" + AIR.strip()
                                + ",line,column,field,reason,detail\nf4,PM25,9,60,99999,2025-09-04T09:00:00+07:00,2,area,/data/area,unknown-area,không có đơn vị hành chính '99999'\n");
        assertThat(counts(hub.worked(
                        "H26.NNMT",
                        hub.upload(
                                "H26.NNMT",
                                "type=air-observation",
                                CSV,
                                bytes(list.text().replace("99999", "00166"))))))
                .as("corrected, and sent as it came back")
                .isEqualTo("done 1+0");
        assertThat(hub.ask(
                                "GET",
                                hub.settings.ingestUrl()
                                        + job.path("refusedRows").asString(),
                                Map.of("X-API-Key", hub.key("H26.VP")),
                                "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void readsAWorkbook_itsDatesAndNumbers_butNoFormula() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Quan trắc");
            String[] header = AIR.strip().split(",");
            for (int column = 0; column < header.length; column++) {
                sheet.value(0, column, header[column]);
            }
            for (int row = 1; row <= 2; row++) {
                sheet.value(row, 0, "f5");
                sheet.value(row, 1, "PM25");
                sheet.value(row, 3, 60);
                sheet.value(row, 4, "00166");
                sheet.value(row, 5, LocalDateTime.of(2025, 9, 5, 8 + row, 0));
                sheet.style(row, 5).format("dd/mm/yyyy hh:mm").set();
            }
            sheet.value(1, 2, new BigDecimal("12.25"));
            sheet.formula(2, 2, "C2*2");
        }

        JsonNode job = air(XLSX, bytes.toByteArray());

        assertThat(counts(job)).as(job.toString()).isEqualTo("done 1+1");
        assertThat(job.path("refusals").get(0).path("line").asInt()).isEqualTo(3);
        awaitMean("2025-09-05T08", "00166", 12.25);
    }

    /** One of those that fail; the others, and what each is told, are FileRunTest's. */
    @Test
    void aBrokenFileFailsBeforeItsFirstRow() {
        JsonNode job = air(CSV, bytes("a,a\n1,2\n"));

        assertThat(counts(job)).as(job.toString()).isEqualTo("failed 0+0");
        assertThat(job.path("detail").asString()).isNotEmpty();
        assertThat(job.path("failedAtLine").asInt()).isPositive();
    }

    @Test
    void takesAMappingSentAlong_orStored() {
        String mapping =
                "data:\n  station: {column: trạm}\n  parameter: PM25\n  value: {column: bụi}\n  averagingMinutes: 60\n  area: \"00166\"\ntime: {column: giờ}\n";
        String file = "trạm,bụi,giờ,ghi chú\nf7,21,2025-09-07T09:00:00+07:00,x\n";
        String form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n" + file
                + "\r\n--b\r\nContent-Disposition: form-data; name=\"mapping\"; filename=\"m.yaml\"\r\n\r\n" + mapping
                + "\r\n--b--\r\n";

        JsonNode job = air("multipart/form-data; boundary=b", bytes(form));
        assertThat(counts(job)).as(job.toString()).isEqualTo("done 1+0");
        awaitMean("2025-09-07T08", "00166", 21);

        String url = hub.settings.ingestUrl() + "/v1/mappings/air-observation";
        Map<String, String> asAgency = Map.of("X-API-Key", hub.key("H26.NNMT"), "Content-Type", "application/yaml");
        assertThat(hub.ask("PUT", url, asAgency, mapping.replace("station:", "wind:"))
                        .body()
                        .path("detail")
                        .asString())
                .contains("no field 'wind'");
        assertThat(hub.ask("PUT", url, asAgency, mapping).status()).isEqualTo(200);
        try {
            assertThat(counts(air(CSV, bytes(file.replace("09:00", "10:00"))))).isEqualTo("done 1+0");
        } finally {
            assertThat(hub.ask("DELETE", url, asAgency, "").status()).isEqualTo(204);
        }
    }

    @Test
    void aDryRunCountsAndPublishesNothing() {
        byte[] file = bytes(
                AIR + "f8,PM25,30,60,00166,2025-09-08T09:00:00+07:00\nf8,PM25,x,60,00166,2025-09-08T09:00:00+07:00\n");
        JsonNode tried = hub.worked("H26.NNMT", hub.upload("H26.NNMT", "type=air-observation&dryRun=true", CSV, file));

        assertThat(counts(tried)).isEqualTo("done 1+1");
        assertThat(tried.path("dryRun").asBoolean()).isTrue();
        assertThat(counts(air(CSV, bytes(AIR + "f8,PM25,40,60,00166,2025-09-08T09:00:00+07:00\n"))))
                .isEqualTo("done 1+0");
        awaitMean("2025-09-08T08", "00166", 40);
        JsonNode outcomes = hub.ask(
                        "GET",
                        hub.settings.queryUrl() + "/v1/events/air-observation/f8/PM25",
                        Map.of("X-API-Key", hub.key("H26.NNMT")),
                        "")
                .body()
                .path("outcomes");
        assertThat(outcomes.size()).isEqualTo(1);
    }

    @Test
    void theSameFileAgainIsDuplicates() throws IOException {
        String rows = IntStream.range(0, 100)
                .mapToObj(i -> "f9-" + i + ",PM25,30,60,00166,2025-09-09T09:00:00+07:00")
                .collect(Collectors.joining("\n"));
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes(AIR + rows));
        }
        assertThat(counts(air(CSV, bytes(AIR + rows)))).isEqualTo("done 100+0");

        Answer again = hub.post(
                "/v1/files?type=air-observation",
                Map.of("X-API-Key", hub.key("H26.NNMT"), "Content-Type", CSV, "Content-Encoding", "gzip"),
                packed.toByteArray());
        assertThat(counts(hub.worked("H26.NNMT", again))).isEqualTo("done 100+0");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            JsonNode outcomes = hub.ask(
                            "GET",
                            hub.settings.queryUrl() + "/v1/events/air-observation/f9-7/PM25",
                            Map.of("X-API-Key", hub.key("H26.NNMT")),
                            "")
                    .body()
                    .path("outcomes");
            assertThat(List.of(
                            outcomes.path(0).path("outcome").asString(""),
                            outcomes.path(1).path("outcome").asString("")))
                    .containsExactlyInAnyOrder("duplicate", "applied");
        });
    }

    @Test
    void refusesAtTheDoorWhatIsNobodysOrAnothers() {
        assertThat(hub.upload("H26.NNMT", "type=nothing", CSV, bytes(AIR))
                        .body()
                        .path("reason")
                        .asString())
                .isEqualTo("unknown-type");
        assertThat(hub.upload("H26.NNMT", "type=ranking", CSV, bytes(AIR)).status())
                .isEqualTo(403);
        assertThat(hub.upload("H26.NNMT", "", CSV, bytes(AIR)).status()).isEqualTo(400);
        assertThat(hub.upload("H26.NNMT", "type=air-observation", "application/pdf", bytes(AIR))
                        .status())
                .isEqualTo(415);
        assertThat(hub.post(
                                "/v1/files?type=air-observation",
                                Map.of(
                                        "X-API-Key",
                                        hub.key("H26.NNMT"),
                                        "Content-Type",
                                        CSV,
                                        "Content-Encoding",
                                        "gzip"),
                                bytes("no gzip"))
                        .status())
                .isEqualTo(400);
        assertThat(hub.upload("H26.NNMT", "type=air-observation", "multipart/form-data; boundary=b", bytes("--b--"))
                        .status())
                .isEqualTo(400);
        for (String part : List.of("name=\"file\"", "name=\"upload\"; filename=\"a.csv\"", "filename=\"a.csv\"")) {
            assertThat(hub.upload(
                                    "H26.NNMT",
                                    "type=air-observation",
                                    "multipart/form-data; boundary=b",
                                    bytes("--b\r\nContent-Disposition: form-data; " + part + "\r\n\r\nx\r\n--b--\r\n"))
                            .body()
                            .path("detail")
                            .asString())
                    .as(part)
                    .contains("no part `file` with a file name");
        }
    }
}
