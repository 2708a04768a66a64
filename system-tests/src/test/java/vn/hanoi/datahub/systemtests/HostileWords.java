package vn.hanoi.datahub.systemtests;

import java.util.List;

/** What hostile requests are put together from. */
final class HostileWords {

    static final List<String> SPLINTERS = List.of(
            "\"\\ud800\"",
            "\"\\u0000\"",
            "1e999999999",
            "-0",
            "NaN",
            "Infinity",
            "1".repeat(100),
            "0." + "3".repeat(300),
            "[",
            "]",
            "{",
            "}",
            "null",
            "true",
            "\"" + "ă".repeat(600) + "\"",
            "\"\u202e\"",
            "[".repeat(2_000),
            "{\"a\":".repeat(500),
            "\"x\":1,\"x\":2",
            "\u0000",
            "\uFEFF",
            "\"0912345678\"",
            "\"vn.hanoi.nothing\"",
            "\"99999\"",
            "\"9999-12-31T23:59:59+07:00\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "/*",
            "1.5",
            "-1",
            "\"\"",
            ",",
            ":");

    static final List<String> PATHS = List.of(
            "/v1/events",
            "/v1/events?dryRun=maybe",
            "/v1/events?dryRun=%ff",
            "/v1/files",
            "/v1/files?type=air-observation&dryRun=true",
            "/v1/files?type=%00",
            "/v1/files/..%2f..%2fetc%2fpasswd",
            "/v1/files/x/refused",
            "/v1/mappings/document",
            "/v1/mappings/%2e%2e",
            "/v1/keys",
            "/v1/keys/x/rotation",
            "/v1/quarantines",
            "/v1/quarantines/x",
            "/openapi.json",
            "/actuator/env",
            "/nothing",
            "/v1//events",
            "/v1/events;a=b",
            "/ngsi-ld/v1/notify",
            "/v1/%00",
            "/%");

    static final List<String> TYPES = List.of(
            "application/cloudevents+json",
            "application/cloudevents-batch+json",
            "application/json",
            "text/csv",
            "application/octet-stream",
            "multipart/form-data; boundary=b",
            "application/yaml",
            "text/plain",
            "application/cloudevents+json; charset=utf-16",
            "x/y",
            "a");

    static final List<String> FILE_NAMES =
            List.of("a.csv", "a.xlsx", "0912345678.csv", "../../etc/passwd", "\u202egpj.csv", "a".repeat(3_000), "");

    static final List<String> FILES = List.of(
            "station,parameter,value,averagingMinutes,area,time\nh1,PM25,12.5,60,00166,2025-09-01T09:00:00+07:00\n",
            "station;parameter;value;averagingMinutes;area;time\nh1;PM25;12,5;60;00166;01/09/2025 09:00\n",
            "\"station\",\"value\n",
            "PK\u0003\u0004",
            "\uFEFFsep=;\n",
            "");

    static final List<String> MAPPINGS = List.of(
            "decimal: comma\ncolumns: {station: a, value: b}\nsubject: '{station}/{parameter}'\n",
            "constants: {area: '00166'}\ndateFormat: dd/MM/yyyy\n",
            "a: &a [1,2]\nb: [*a,*a,*a]\n",
            "lookups: {parameter: {'bụi': PM25}}\n",
            "subject: '" + "{station}".repeat(2_000) + "'\n",
            "{",
            "");

    static final String NOTIFICATION =
            "{\"id\":\"urn:n\",\"type\":\"Notification\",\"data\":[{\"id\":\"urn:ngsi-ld:AirQualityObserved:h1\",\"type\":\"AirQualityObserved\",\"dateObserved\":\"2025-09-01T09:00:00+07:00\",\"pm25\":{\"type\":\"Property\",\"value\":3,\"unitCode\":\"GQ\",\"observedAt\":\"2025-09-01T09:00:00Z\"},\"co\":[{\"value\":1,\"datasetId\":\"urn:d\"}],\"name\":{\"languageMap\":{\"vi\":\"a\"}}}]}";

    static final List<String> QUERIES = List.of(
            "/v1/indicators/dg.tthc_on_time/values",
            "/v1/indicators/dg.tthc_on_time/explain",
            "/v1/indicators/dg.tthc_on_time/revisions",
            "/v1/indicators/%00/values",
            "/v1/scorecard",
            "/v1/trends",
            "/v1/reports/areas/00004.html",
            "/v1/reports/areas/00166@2008-08-01.xlsx",
            "/v1/reports/agencies/H26.HCC.html",
            "/v1/reconciliation",
            "/v1/events/procedure-dossier/hostile%2F1",
            "/v1/alerts",
            "/v1/receipts",
            "/v1/dead-letters",
            "/open-data/dg.tthc_on_time.csv",
            "/open-data/2025-12-31/areas.parquet",
            "/open-data/%2e%2e/x.csv",
            "/ngsi-ld/v1/entities",
            "/sensorthings/v1.1/Observations",
            "/sensorthings/v1.1/Things('%27')/Datastreams",
            "/asyncapi.json");

    static final List<String> PARAMETERS = List.of(
            "area",
            "level",
            "period",
            "from",
            "to",
            "by",
            "asOf",
            "definitionVersion",
            "offset",
            "boundaries",
            "agency",
            "type",
            "id",
            "idPattern",
            "attrs",
            "q",
            "limit",
            "options",
            "$top",
            "$skip",
            "$skiptoken",
            "$filter",
            "$orderby",
            "$count",
            "day",
            "bom",
            "aera",
            "");

    static final List<String> ARGUMENTS = List.of(
            "00004",
            "01",
            "00166@2008-08-01",
            "00166@",
            "month",
            "2025-08",
            "2200",
            "1900",
            "0000",
            "2025-08-01T00:00:00+07:00",
            "current",
            "-1",
            "500001",
            "2147483648",
            "KeyPerformanceIndicator",
            "(a+)+$",
            "(?=x)",
            "phenomenonTime gt 2025-01-01T00:00:00Z",
            "phenomenonTime desc",
            "AAAA",
            "H26.HCC",
            "agency",
            "true",
            "9".repeat(400));

    private HostileWords() {}
}
