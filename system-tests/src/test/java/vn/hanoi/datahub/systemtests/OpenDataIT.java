package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Open data as portals and statisticians use them: formats, the catalogue, and who may read what. */
class OpenDataIT {

    private final RunningHub hub = RunningHub.get();

    @TempDir
    private Path folder;

    private String url(String file) {
        return hub.settings.queryUrl() + "/open-data/" + file;
    }

    private Path download(String file) throws IOException, InterruptedException {
        Path downloaded = folder.resolve(file.replaceAll("[?/].*", ""));
        HttpResponse<Path> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url(file))).build(),
                        HttpResponse.BodyHandlers.ofFile(downloaded));
        assertThat(answer.statusCode()).isEqualTo(200);
        return downloaded;
    }

    @Test
    void aDatasetSaysTheSameAsCsvJsonAndParquet() throws Exception {
        String station = """
                {"specversion":"1.0","type":"vn.hanoi.rain-observation","source":"urn:hanoi:agency:H26.XD","id":"open-rain","subject":"OPEN/RAIN","time":"%s",
                 "data":{"gauge":"OPEN","millimetres":12.5,"averagingMinutes":10,"area":"00637"}}""".formatted(java.time.Instant.now().minusSeconds(60));
        assertThat(hub.post("H26.XD", "application/cloudevents+json", station).status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            List<String> lines =
                    hub.get(url("rain.accumulation.csv"), "*/*").text().lines().toList();
            return lines.stream()
                                    .filter(line -> line.contains(",gauge,OPEN,12.5,12.5,"))
                                    .count()
                            == 4
                    && lines.stream()
                                    .filter(line -> line.contains(",mm,00637,"))
                                    .count()
                            == 4
                    && lines.stream().filter(line -> line.contains(",mm,01,")).count() >= 4;
        });
        Path csv = download("rain.accumulation.csv");
        Path parquet = download("rain.accumulation.parquet");
        JsonNode json = hub.get("/open-data/rain.accumulation.json").body();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
            String asked = "SELECT count(*), sum(value), sum(numerator)::DOUBLE, min(area), max(\"end\") FROM ";
            try (ResultSet ofCsv = duckdb.createStatement()
                            .executeQuery(asked + "read_csv('" + csv + "', types = {'area': 'VARCHAR'})");
                    ResultSet ofParquet = duckdb.createStatement().executeQuery(asked + "'" + parquet + "'")) {
                ofCsv.next();
                ofParquet.next();
                assertThat(ofCsv.getInt(1)).isEqualTo(json.path("rows").size()).isPositive();
                for (int column : new int[] {1, 4, 5}) {
                    assertThat(ofCsv.getString(column)).isEqualTo(ofParquet.getString(column));
                }
                for (int sum = 2; sum <= 3; sum++) {
                    assertThat(ofCsv.getDouble(sum)).isCloseTo(ofParquet.getDouble(sum), within(1e-6));
                }
                assertThat(ofParquet.getDouble(2))
                        .isCloseTo(
                                json.path("rows")
                                        .valueStream()
                                        .mapToDouble(row -> row.path("value").asDouble())
                                        .sum(),
                                within(1e-6));
            }
        }
        JsonNode dictionary =
                hub.get(url("rain.accumulation.csv-metadata.json"), "*/*").body();
        assertThat(String.join(
                        ",",
                        dictionary
                                .path("tableSchema")
                                .path("columns")
                                .valueStream()
                                .map(column -> column.path("name").asString())
                                .toList()))
                .isEqualTo(Files.readAllLines(csv).get(0));
        assertThat(Files.readAllBytes(download("areas.csv?bom=true")))
                .startsWith(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        assertThat(hub.get(url("agencies.csv"), "*/*").text()).contains("H26.HCC");
        assertThat(hub.get(url("indicators.csv"), "*/*").text().lines()).hasSizeGreaterThan(60);
    }

    @Test
    void aWorkbookKeepsCodesAsTheyAre() throws Exception {
        try (ReadableWorkbook workbook =
                new ReadableWorkbook(download("areas.xlsx").toFile())) {
            assertThat(workbook.getFirstSheet().read())
                    .anyMatch(row -> row.getCellText(0).equals("00004")
                            && row.getCellText(3).equals("Phường Ba Đình")
                            && row.getCellAsNumber(8).orElseThrow().intValue() > 10_000);
        }
    }

    @Test
    void aSpreadsheetOpensIt() throws Exception {
        assumeTrue(
                Files.exists(Path.of("/usr/bin/soffice")), "LibreOffice is not installed (package libreoffice-calc)");
        String utf8 = "CSV:44,34,76,1";
        assertThat(office(
                        download("areas.csv?bom=true"),
                        "--infilter=" + utf8,
                        "csv:Text - txt - csv (StarCalc):44,34,76"))
                .contains("Phường Ba Đình");
        assertThat(office(download("areas.xlsx"), "--norestore", "csv:Text - txt - csv (StarCalc):44,34,76"))
                .contains("00004,commune,Ba Đình,Phường Ba Đình");
    }

    /** What a spreadsheet makes of a file. */
    private String office(Path file, String option, String to) throws IOException, InterruptedException {
        Path out = Files.createTempDirectory(folder, "office");
        Process office = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=file://" + folder.resolve("profile"),
                        "--headless",
                        option,
                        "--convert-to",
                        to,
                        "--outdir",
                        out.toString(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(out.resolve("log").toFile())
                .start();
        assertThat(office.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return Files.readString(out.resolve("areas.csv"));
    }

    @Test
    void theCatalogueIsDcatAp3() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url("catalog.jsonld")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/ld+json");
        Graph catalogue = RDFParser.fromString(answer.body(), Lang.JSONLD).toGraph();
        Path shapes = Path.of("src/test/resources/dcat-ap-3.ttl");
        ValidationReport report =
                ShaclValidator.get().validate(Shapes.parse(RDFDataMgr.loadGraph(shapes.toString())), catalogue);
        assertThat(report.getEntries()).isEmpty();

        JsonNode listed = new tools.jackson.databind.json.JsonMapper()
                .readTree(answer.body())
                .path("dcat:dataset");
        List<String> ids = listed.valueStream()
                .map(dataset -> dataset.path("dct:identifier").asString())
                .toList();
        List<String> open = hub.get("/v1/indicators")
                .body()
                .path("indicators")
                .valueStream()
                .filter(indicator -> indicator.path("open").asBoolean())
                .map(indicator -> indicator.path("id").asString())
                .toList();
        assertThat(ids)
                .containsAll(open)
                .contains("areas", "agencies", "indicators")
                .hasSize(open.size() + 3);
        for (JsonNode dataset : listed) {
            for (JsonNode distribution : dataset.path("dcat:distribution")) {
                String address = distribution.path("dcat:downloadURL").asString();
                assertThat(hub.get(address, "*/*").status()).as(address).isEqualTo(200);
            }
        }
    }

    @Test
    void whereReadersAreKnown_everybodyElseHasTheOpenDataAlone() throws Exception {
        try (OwnQueryService closed = new OwnQueryService(
                hub, "jdbc:duckdb:" + folder.resolve("closed.duckdb"), Map.of("hub.query.readers", "known"))) {
            for (String open : List.of("/open-data/areas.csv", "/open-data/catalog.jsonld", "/", "/openapi.json")) {
                assertThat(hub.get(closed.url(open), "*/*").status()).as(open).isEqualTo(200);
            }
            for (String path : List.of("/v1/indicators", "/v1/alerts", "/sensorthings/v1.1/Things", "/v1/areas")) {
                assertThat(hub.get(closed.url(path), "*/*").status()).as(path).isEqualTo(401);
                assertThat(hub.ask("GET", closed.url(path), Map.of("X-API-Key", hub.readerKey()), "")
                                .status())
                        .as(path)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whatIsNotOpenOrNotThereIsSaid() {
        assertThat(hub.get("/open-data/tasks.due_soon.csv").status()).isEqualTo(404);
        assertThat(hub.get("/open-data/hub.outcomes.csv").status()).isEqualTo(404);
        assertThat(hub.get("/open-data/areas.xml").body().path("detail").asString())
                .contains(".csv, .json, .parquet or .xlsx");
        assertThat(hub.get("/open-data/2025-13-01/rain.accumulation.csv").status())
                .isEqualTo(400);
        assertThat(hub.get("/open-data/2999-01-01/rain.accumulation.csv").status())
                .isEqualTo(400);
        assertThat(hub.get("/open-data/2025-12-31/areas.csv").status()).isEqualTo(404);
        assertThat(hub.get("/open-data/2025-12-31/rain.accumulation.csv").status())
                .isEqualTo(200);
    }
}
