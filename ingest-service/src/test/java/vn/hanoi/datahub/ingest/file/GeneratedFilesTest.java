package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hanoi.datahub.ingest.admission.Admission.Admitted;

/**
 * Files that a seeded generator writes in any encoding, separator, quoting, way of writing numbers and dates, and as
 * workbooks with any kind of cell. Rows in are accepted, refused or blank, always, and each accepted value is the
 * generator's.
 */
class GeneratedFilesTest {

    private static final int FILES = 400;
    private static final String MAPPING =
            "data: {station: {column: trạm}, parameter: PM25, value: {column: 'giá trị'}, averagingMinutes: 60, area: {column: mã}}\n"
                    + "time: {column: 'thời gian'}\n";
    private static final List<String> HEADER = List.of("trạm", "giá trị", "mã", "thời gian", "ghi chú");
    private static final List<String> STATIONS = List.of("Láng", "a;b", "a,b", "a\"b", "Cầu Giấy", "007", "x\ty");
    private static final List<String> TIMES = List.of(
            "yyyy-MM-dd HH:mm",
            "yyyy-MM-dd'T'HH:mm:ss",
            "yyyy/MM/dd H:mm",
            "dd/MM/yyyy HH:mm",
            "d/M/yyyy H:mm:ss",
            "MM/dd/yyyy HH:mm",
            "dd.MM.yyyy HH:mm",
            "yyyy-MM-dd HH:mm:ss.SSSSSS'+07'",
            "yyyy-MM-dd HH:mm:ss'+0700'");

    /** What a row means; value and time are null where the row must be refused. */
    private record Meant(String station, double value, LocalDateTime time, boolean isGood) {}

    private final List<Meant> rows = new ArrayList<>();
    private int blank;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 1; seed <= FILES; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyRowIsAccountedFor_andEveryValueIsTheOneThatWasMeant(long seed) throws IOException {
        Random random = new Random(seed);
        byte[] file = random.nextInt(3) == 0 ? workbook(random) : csv(random);

        Reading reading = Reading.of("air-observation", MAPPING, file);

        assertThat(reading.byLine().size() + reading.skipped() + blank)
                .as("rows")
                .isEqualTo(rows.size());
        int next = 0;
        for (long line : reading.byLine().keySet()) {
            while (rows.get(next) == null) {
                next++;
            }
            Meant meant = rows.get(next++);
            assertThat(reading.byLine().get(line) instanceof Admitted)
                    .as("line " + line + " " + meant + " " + reading.at(line, "value"))
                    .isEqualTo(meant.isGood());
            if (meant.isGood()) {
                assertThat(reading.at(line, "station")).isEqualTo(meant.station());
                assertThat(Double.parseDouble(reading.at(line, "value"))).isEqualTo(meant.value());
                assertThat(reading.at(line, "time"))
                        .isEqualTo(meant.time().toInstant(ZoneOffset.ofHours(7)).toString());
            }
        }
    }

    private Meant row(Random random, List<String> stations) {
        double value = switch (random.nextInt(3)) {
            case 0 -> random.nextInt(1_500);
            case 1 -> random.nextInt(15_000) / 10.0;
            default -> random.nextInt(1_500_000) / 1_000.0;
        };
        LocalDateTime time = LocalDateTime.of(2025, 7, 1, 0, 0).plusMinutes(random.nextInt(170_000));
        return new Meant(stations.get(random.nextInt(stations.size())), value, time, random.nextInt(6) != 0);
    }

    private byte[] csv(Random random) {
        char separator = ",;\t".charAt(random.nextInt(3));
        boolean comma = random.nextBoolean();
        boolean grouped = random.nextInt(3) == 0;
        DateTimeFormatter times = DateTimeFormatter.ofPattern(TIMES.get(random.nextInt(TIMES.size())));
        List<String> stations =
                STATIONS.stream().filter(station -> station.indexOf('\t') < 0).toList();
        StringBuilder text = new StringBuilder(random.nextInt(3) == 0 ? "sep=" + separator + "\n" : "");
        String end = random.nextBoolean() ? "\n" : "\r\n";
        text.append(line(HEADER, separator, random)).append(end);
        for (int i = 0; i < 40; i++) {
            if (random.nextInt(10) == 0) {
                rows.add(null);
                blank++;
                text.append(String.valueOf(separator).repeat(random.nextInt(5))).append(end);
                continue;
            }
            Meant meant = row(random, stations);
            rows.add(meant);
            List<String> cells = new ArrayList<>(List.of(
                    meant.station(),
                    number(meant.value(), comma, grouped),
                    "00166",
                    times.format(meant.time()),
                    random.nextBoolean() ? "" : "ghi; chú, \"x\""));
            if (!meant.isGood()) {
                spoil(cells, random);
            }
            text.append(line(cells, separator, random)).append(end);
        }
        // one cell of each that can be read in one way only
        LocalDateTime late = LocalDateTime.of(2025, 8, 31, 9, 0);
        rows.add(new Meant("Láng", 1.5, late, true));
        text.append(line(List.of("Láng", number(1.5, comma, false), "00166", times.format(late)), separator, random))
                .append(end);
        Charset charset = random.nextInt(4) == 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8;
        String whole = random.nextInt(4) == 0 ? Normalizer.normalize(text, Normalizer.Form.NFD) : text.toString();
        boolean isMarked = charset == StandardCharsets.UTF_16LE || random.nextBoolean();
        return ((isMarked ? "\uFEFF" : "") + whole).getBytes(charset);
    }

    private static void spoil(List<String> cells, Random random) {
        switch (random.nextInt(7)) {
            case 0 -> cells.set(1, "abc");
            case 1 -> cells.set(1, "");
            case 2 -> cells.set(2, "166");
            case 3 -> cells.set(3, "31/02/2025");
            case 4 -> cells.set(0, "N/A");
            case 5 -> cells.set(0, "Tổng cộng");
            default -> cells.addAll(List.of("zu", "viel"));
        }
    }

    private static String number(double value, boolean comma, boolean grouped) {
        String plain = grouped
                ? String.format(Locale.ROOT, "%,.3f", value)
                : new java.math.BigDecimal(String.valueOf(value)).toPlainString();
        String text = plain.contains(".") ? plain.replaceAll("0+$", "").replaceAll("\\.$", "") : plain;
        return comma ? text.replace(',', '_').replace('.', ',').replace('_', '.') : text;
    }

    private static String line(List<String> cells, char separator, Random random) {
        StringBuilder line = new StringBuilder();
        for (String cell : cells) {
            boolean mustQuote = cell.indexOf(separator) >= 0 || cell.indexOf('"') >= 0;
            line.append(line.isEmpty() ? "" : String.valueOf(separator));
            line.append(mustQuote || random.nextInt(4) == 0 ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        return line.toString();
    }

    private byte[] workbook(Random random) throws IOException {
        List<String> stations = List.of("Láng", "a;b", "007");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Số liệu");
            for (int column = 0; column < HEADER.size(); column++) {
                sheet.value(0, column, HEADER.get(column));
            }
            for (int i = 1; i <= 40; i++) {
                if (random.nextInt(10) == 0) {
                    rows.add(null);
                    blank++;
                    continue;
                }
                Meant meant = row(random, stations);
                rows.add(meant);
                fill(sheet, i, meant, random);
            }
        }
        return bytes.toByteArray();
    }

    private static void fill(Worksheet sheet, int row, Meant meant, Random random) {
        if (meant.station().equals("007") && random.nextBoolean()) {
            sheet.value(row, 0, 7);
            sheet.style(row, 0).format("000").set();
        } else {
            sheet.value(row, 0, meant.station());
        }
        sheet.value(row, 1, meant.value());
        if (random.nextBoolean()) {
            sheet.style(row, 1).format("#,##0.000").set();
        }
        if (random.nextBoolean()) {
            sheet.value(row, 2, 166);
            sheet.style(row, 2).format("00000").set();
        } else {
            sheet.value(row, 2, "00166");
        }
        if (random.nextBoolean()) {
            sheet.value(row, 3, meant.time());
            sheet.style(row, 3).format("dd/mm/yyyy hh:mm").set();
        } else {
            sheet.value(row, 3, meant.time().toString());
        }
        if (!meant.isGood()) {
            switch (random.nextInt(6)) {
                case 0 -> sheet.formula(row, 1, "A1");
                case 1 -> sheet.value(row, 1, true);
                case 2 -> {
                    sheet.value(row, 0, meant.time());
                    sheet.style(row, 0).format("dd/mm/yyyy").set();
                }
                case 3 -> sheet.value(row, 2, "166");
                case 4 -> sheet.value(row, 3, "45901");
                default -> {
                    sheet.value(row, 1, 0.5);
                    sheet.style(row, 1).format("0%").set();
                }
            }
        }
    }
}
