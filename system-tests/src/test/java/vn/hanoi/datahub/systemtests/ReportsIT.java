package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.period.CityTime;

/** Scorecards as people take them away: a page and a workbook that say what the API says. */
class ReportsIT {

    private final RunningHub hub = RunningHub.get();

    private void dossier(String id, String area, String channel) {
        String dossier = FrontDoorIT.dossier(id, id, "2025-08-10T10:00:00+07:00", area, channel);
        assertThat(hub.post("H26.HCC", "application/cloudevents+json", dossier).status())
                .isEqualTo(202);
    }

    @Test
    void anAreasScorecardIsAPageAndAWorkbook() throws Exception {
        dossier("report-1", "00226", "ONLINE_FULL");
        dossier("report-2", "00226", "ONLINE_FULL");
        dossier("report-3", "00226", "COUNTER");
        String report = hub.settings.queryUrl() + "/v1/reports/areas/00226";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.get(report + ".html?period=2025-08", "text/html")
                                .text())
                        .contains("<td>dg.tthc_dossiers_online</td>", "<td class=\"number\">66,667</td>"));

        String page = hub.get(report + ".html?period=2025-08", "text/html").text();
        assertThat(page)
                .contains("Bảng điểm: Phường", "Kỳ báo cáo: 2025-08", "<caption>Chính quyền số</caption>", "sơ bộ")
                .doesNotContain("<script");
        Row row = rows(report + ".xlsx?period=2025-08", "Chính quyền số").stream()
                .filter(each -> each.getCellText(0).equals("dg.tthc_dossiers_online"))
                .findFirst()
                .orElseThrow();
        assertThat(row.getCellAsNumber(3).orElseThrow().doubleValue()).isBetween(66.66, 66.67);
        assertThat(row.getCellAsNumber(4).orElseThrow().intValue()).isEqualTo(2);
        assertThat(row.getCellAsNumber(5).orElseThrow().intValue()).isEqualTo(3);

        assertThat(hub.get(report + ".html?period=2025-08&asOf=2026-01-01", "text/html")
                        .text())
                .contains("Theo số liệu đã công bố đến 01/01/2026 00:00")
                .doesNotContain("66,667");
    }

    @Test
    void anAgencysScorecardSaysHowItReports() throws Exception {
        dossier("report-4", "00256", "COUNTER");
        String report = hub.settings.queryUrl() + "/v1/reports/agencies/H26.HCC";
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hub.get(report + ".html?period=2025-08", "text/html")
                                .text())
                        .contains(
                                "<caption>Tình hình gửi dữ liệu</caption>",
                                "<td>Hồ sơ thủ tục hành chính</td>",
                                "<td>dg.tthc_on_time</td>"));

        assertThat(hub.get(report + ".html?period=2025-08", "text/html").text())
                .contains("<h1>Bảng điểm: Trung tâm")
                .doesNotContain("Text[", "PT24H");
        String thisMonth = YearMonth.now(CityTime.ZONE).toString();
        assertThat(accepted(report, thisMonth))
                .as("sent in this month, of whatever month")
                .isPositive();
        assertThat(accepted(report, "2025-08"))
                .as("nothing was sent in August 2025")
                .isZero();
    }

    /** What the log took of an agency's dossiers in a period. */
    private static int accepted(String report, String period) throws IOException, InterruptedException {
        return rows(report + ".xlsx?period=" + period, "Tình hình gửi dữ liệu").stream()
                .filter(each -> each.getCellText(0).equals("Hồ sơ thủ tục hành chính"))
                .findFirst()
                .orElseThrow()
                .getCellAsNumber(5)
                .orElseThrow()
                .intValue();
    }

    private static List<Row> rows(String url, String sheet) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("Content-Disposition").orElse(""))
                .contains(".xlsx");
        try (InputStream bytes = new ByteArrayInputStream(answer.body());
                ReadableWorkbook workbook = new ReadableWorkbook(bytes)) {
            Sheet found = workbook.findSheet(sheet).orElseThrow();
            return found.read();
        }
    }
}
