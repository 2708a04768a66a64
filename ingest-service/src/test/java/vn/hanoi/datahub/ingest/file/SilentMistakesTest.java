package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;

/** Rows that look right, and would be stored with values that nobody meant. */
class SilentMistakesTest {

    private static final String TRAFFIC =
            "data: {link: {column: link}, vehicles: {column: v}, area: '00352', speedKmh: 30, freeFlowKmh: 50, averagingMinutes: 5}";

    private static Reading traffic(String mapping, String file) throws IOException {
        return Reading.of("traffic-observation", mapping, file.getBytes(StandardCharsets.UTF_8));
    }

    private static Reading stations(String... stations) throws IOException {
        StringBuilder file = new StringBuilder("station\tparameter\tvalue\taveragingMinutes\tarea\ttime\n");
        for (String station : stations) {
            file.append(station).append("\tPM25\t1\t60\t00352\t2025-09-01 09:00\n");
        }
        return Reading.of("", file.toString());
    }

    /** A quotation mark that is closed in a later line takes that line's values. */
    @Test
    void aRowThatSwallowedAnotherIsRefused_alsoInAColumnThatIsNotRead() throws IOException {
        Reading reading = traffic(
                TRAFFIC,
                "link,note,v,time\nw1,\"ống phi 5,10,2025-09-01 09:00\nw2,cỡ 12\",20,2025-09-01 10:00\nw3,x,30,2025-09-01 09:00\n");

        assertThat(reading.all("vehicles")).containsExactly("file.line-break", "30");
        assertThat(((Refused) reading.byLine().get(2L)).detail())
                .hasToString(
                        "lines 2 to 3 are read as one row, because a cell contains a line break: 'ống phi 5,10,2025-09-01 09:00 ⏎ w2,cỡ 12'; remove it, or look for a quotation mark that is not closed where it should be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\nw\",x", "\"w\n\",x", "\"w\r\nx\",x", "w,\"\rx\""})
    void aLineBreakAtTheEndOfACellIsOne(String cells) throws IOException {
        assertThat(traffic(TRAFFIC, "link,note,v,time\n" + cells + ",1,2025-09-01 09:00\n")
                        .all("vehicles"))
                .containsExactly("file.line-break");
    }

    /** A whole number has no decimals, so what only reads as thousands shows the format; 150.000 shows nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "150.000 1.234 | | 150000 1234",
                "150,000 1,234 | | 150000 1234",
                "150.000 1,234 | | number.ambiguous 1234",
                "150.000 1.234 1,234 | | number.mixed number.mixed number.mixed",
                "150.000 12 | | number.ambiguous 12",
                "150.000 1.234 | decimal: comma | 150000 1234",
                "150.000 1.234 | decimal: point | 150 field.integer"
            })
    void aColumnOfWholeNumbersDecidesByItself(String cells, String mapping, String values) throws IOException {
        StringBuilder file = new StringBuilder("link;v;lat;time\n");
        for (String cell : cells.split(" ")) {
            file.append("w;").append(cell).append(";21.5;2025-09-01 09:00\n");
        }

        Reading reading = traffic(
                TRAFFIC.replace("speedKmh: 30", "speedKmh: {column: lat}")
                        + (mapping == null ? "" : "\n" + mapping.replace("point", "point")),
                mapping != null && mapping.contains("comma")
                        ? file.toString().replace("21.5", "21,5")
                        : file.toString());

        assertThat(reading.all("vehicles")).containsExactly(values.split(" "));
    }

    /** A factor makes whole numbers of others. */
    @Test
    void thousandsMayHaveDecimals() throws IOException {
        String mapping = TRAFFIC.replace("{column: v}", "{column: v, factor: 1000}");

        assertThat(traffic(mapping, "link,v,time\nw,1.5,2025-09-01 09:00\n").at(2, "vehicles"))
                .isEqualTo("1500");
    }

    @ParameterizedTest
    @CsvSource({"0.12345678901234567890, field.precision", "0.123456789012345, 123.456789012345"})
    void aFactorDoesNotHideDigitsThatAreLost(String cell, String value) throws IOException {
        String mapping =
                "data: {station: S, parameter: CO, value: {column: v, factor: 1000}, averagingMinutes: 60, area: '00352'}\ndecimal: point";

        assertThat(Reading.of(mapping, "v;time\n" + cell + ";2025-09-01 09:00\n")
                        .at(2, "value"))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I. Tổng cộng",
                "* Tổng cộng",
                "Tổng cộng/Total",
                "TỔNG CỘNG:",
                "Tổng số trạm",
                "Cộng dồn",
                "Lũy kế",
                "Luỹ kế năm",
                "Toàn thành phố",
                "Toàn TP",
                "Cả năm",
                "Trung bình ngày",
                "TB",
                "TB giờ",
                "Max",
                "Min",
                "Lớn nhất",
                "Nhỏ nhất",
                "Tong cong",
                "1.2) Cộng",
                "(Tổng)",
                "Lũy kế đến nay",
                "Tổng lượng mưa",
                "Trung vị",
                "Độ lệch chuẩn",
                "∑",
                "Count",
                "std",
                "StdDev",
                "Median",
                "Cộng trang",
                "Cộng trang 2",
                "Cộng chuyển sang trang sau",
                "Mang sang",
                "I+II",
                "I + II + III",
                "Hmax",
                "Qmin",
                "Htb",
                "Số trang trước chuyển sang",
                "Brought forward",
                "c/f",
                "Giá trị lớn nhất",
                "Nồng độ trung bình",
                "GTTB",
                "GTNN",
                "Cả thành phố",
                "Phân vị 98",
                "98th percentile",
                "Grand total",
                "Cộng phường Ba Đình",
                "Cong phuong Ba Dinh",
                "Tổng trạm",
                "Tổng cộng 3 trạm",
                "Tổng 24 giờ",
                "Tổng I",
                "Tổng nhóm A",
                "TB 24h",
                "Trung bình 1 giờ",
                "Bình quân gia quyền",
                "Trị số TB",
                "Trị số lớn nhất",
                "Total 2025",
                "Cộng phát sinh",
                "T Ổ N G",
                "C Ộ N G",
                "Tổng_cộng",
                "S1 Total",
                "S1 Average",
                "Ba Đình Tổng cộng",
                "Ba Đình - Tổng",
                "Hà Nội (tổng)"
            })
    void aTotalIsNoStation(String station) throws IOException {
        String file = "time,stt,station,value\n2025-09-01 09:00,I," + station + ",1\n";
        String mapping =
                "data: {station: {column: station}, parameter: PM25, value: {column: value}, averagingMinutes: 60, area: '00352'}";

        assertThat(Reading.of(mapping, file).all("value")).containsExactly("file.total");
        assertThat(stations(station).all("value")).containsExactly("file.total");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cổng",
                "Tổng cục Thuế",
                "Tổng công ty Điện lực",
                "Cộng Hòa",
                "Trung Bình Dương",
                "Minh Khai",
                "Tòng",
                "Maximus",
                "A.TB1",
                "A-TB",
                "TB-01",
                "TB_Láng",
                "Max-3",
                "Count Basie",
                "Stdin",
                "Trung Vĩ",
                "TB Yên Sở",
                "S/Max",
                "Cong Trang An",
                "Cổng Tràng An",
                "Phan Vị Xuyên",
                "C/F-1",
                "Cong Hoa",
                "Tổng đài 1",
                "TB A",
                "TB I",
                "TB 24",
                "TB phường Phú Lãm",
                "Tổng A Lưới",
                "NT",
                "NT-01",
                "nt1",
                "Totalenergies",
                "S A B"
            })
    void aNameThatBeginsLikeATotalIsNone(String station) throws IOException {
        assertThat(stations(station).all("station")).containsExactly(station);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "không có",
                "Không có số liệu",
                "chưa có số liệu",
                "Chưa có",
                "không rõ",
                "KXĐ",
                "không xác định",
                "Không áp dụng",
                "trống",
                "(trống)",
                "(blank)",
                "#TÊN?",
                "unknown",
                "Missing",
                "TBD",
                "N.A",
                "N\\A"
            })
    void aPlaceholderIsNoCode(String station) throws IOException {
        assertThat(stations(station).all("station")).containsExactly("text.placeholder");
    }

    @Test
    void aPlaceholderIsNoPartOfAnIdentity() throws IOException {
        Reading reading = traffic(
                TRAFFIC + "\nsubject: '{link}/{note}'",
                "link,note,v,time\nw,-,1,2025-09-01 09:00\nw,a,2,2025-09-01 09:00\n");

        assertThat(reading.all("subject")).containsExactly("identity.placeholder", "w/a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.23457E+12 | code.scientific",
                "1,23457E+12 | code.scientific",
                "1E+05 | code.scientific",
                "7.0 | code.decimal",
                "352.0 | code.decimal",
                "01-Sep | code.day",
                "Sep-25 | code.day",
                "01-Thg9 | code.day",
                "=SUM(A1) | code.formula",
                "=A1 | code.formula",
                "“q20” | code.quoted",
                "b'q20' | code.quoted",
                "[\"q20\"] | code.quoted",
                "q'20' | q'20'",
                "Tr¹m §èng §a | text.damaged",
                "Traïm Ñoáng Ña | text.damaged",
                "Hµ Néi | text.damaged",
                "Hoµn KiÕm | text.damaged",
                "Thanh Tr× | text.damaged",
                "Ba §×nh | text.damaged",
                "T©y Hå | text.damaged",
                "Haø Noäi | text.damaged",
                "Caàu Giaáy | text.damaged",
                "Traïm Hoaøn Kieám | text.damaged",
                "Quaän Ba Ñình | text.damaged",
                "Søftenvej Grenåvej | Søftenvej Grenåvej",
                "Hawaï | Hawaï",
                "10×5 m | 10×5 m",
                "5 µg/m³ | 5 µg/m³",
                "\\N | text.placeholder",
                "[NULL] | text.placeholder",
                "<null> | text.placeholder",
                "NaT | text.placeholder",
                "chưa cập nhật | text.placeholder",
                "-9999 | text.placeholder",
                "0000-00-00 | text.placeholder",
                "Tr?m Ð?ng Ða | text.damaged",
                "®êng L¸ng | text.damaged",
                "Intel®Core | Intel®Core",
                "«Hoa»và | «Hoa»và",
                "HÃ  Ná»™i | text.damaged",
                "CafÃ© | text.damaged",
                "1E5 | 1E5",
                "A-01 | A-01",
                "Peñaflor | Peñaflor",
                "Citroën naïve | Citroën naïve",
                "Trạm số 5 (mới?) | Trạm số 5 (mới?)",
                "ống 5\" | ống 5\"",
                "W/m²K | W/m²K"
            })
    void aDamagedCodeIsNoCode(String station, String said) throws IOException {
        assertThat(stations(station).all("station")).containsExactly(said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'007", "'S'", "’S’", "`S`", "´S"})
    void anApostropheIsNoPartOfACode(String station) throws IOException {
        assertThat(stations(station).all("station")).containsExactly("code.apostrophe");
    }

    /** Where cells at the end of a row are omitted, a number with a decimal comma is two that fit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "S,PM25,60,00352,2025-09-01 09:00,12,5 | file.split-number",
                "S,PM25,60,00352,2025-09-01 09:00,-12,50 | file.split-number",
                "S,PM25,60,00352,2025-09-01 09:00,12,5, | 12.0",
                "S,PM25,60,00352,2025-09-01 09:00,12.5 | 12.5",
                "S,PM25,60,00352,2025-09-01 09:00,12 | 12.0",
                "S,PM25,60,00352,2025-09-01 09:00,\"12,5\" | 12.5"
            })
    void aShortRowMayEndWithADecimalComma(String row, String value) throws IOException {
        assertThat(Reading.of(
                                "",
                                "station,parameter,averagingMinutes,area,time,value,latitude,longitude\n" + row + "\n")
                        .all("value"))
                .containsExactly(value);
    }

    @Test
    void twoWholeNumbersWithinAShortRowAreTwo() throws IOException {
        assertThat(Reading.of(
                                "",
                                "station,parameter,value,averagingMinutes,area,time,latitude,longitude\nS,PM25,12,60,00352,2025-09-01 09:00\n")
                        .all("value"))
                .containsExactly("12.0");
    }

    /** As a number it would lose the zero that tells what it is, and would be stored. */
    @ParameterizedTest
    @CsvSource({
        "0912350061, personal.phone",
        "+84912350062, personal.phone",
        "001085350067, personal.identity",
        "012, 12"
    })
    void aTelephoneNumberIsNoQuantity(String vehicles, String said) throws IOException {
        assertThat(traffic(TRAFFIC, "link,v,time\na," + vehicles + ",2025-09-01 09:00\n")
                        .all("vehicles"))
                .containsExactly(said);
    }

    @Test
    void aBlankBeforeAQuotationMarkKeepsItInTheCode() throws IOException {
        assertThat(traffic(TRAFFIC, "link,v,time\n \"q14\",1,2025-09-01 09:00\n")
                        .all("link"))
                .containsExactly("code.quoted");
    }

    @Test
    void aKeyThatTheSecondTableDoesNotHaveIsNamed() throws IOException {
        String mapping = """
                lookup: {csv: "k;lat;v\\nG1;21,5;x\\n", key: k, column: station}
                data: {station: {column: station}, parameter: PM25, value: {column: value}, averagingMinutes: 60, area: "00352", latitude: {lookup: lat}}
                """;

        Reading reading = Reading.of(mapping, "station,value,time\nG1,1,2025-09-01 09:00\nG3,1,2025-09-01 09:00\n");

        assertThat(reading.all("latitude")).containsExactly("21.5", "lookup.key");
        assertThat(((Refused) reading.byLine().get(3L)).detail())
                .hasToString(
                        "the second table of the mapping has no row with the key 'G3' of the column 'station', so its column 'lat' has no value here; add the key to the table, or correct it in the file");
        assertThat(((Refused) Reading.of(
                                        mapping.replace(
                                                "latitude: {lookup: lat}", "latitude: {lookup: lat, ceiling: 20}"),
                                        "station,value,time\nG1,1,2025-09-01 09:00\n")
                                .byLine()
                                .get(2L))
                        .detail()
                        .args())
                .isEqualTo(List.of("lat (lookup)", "21.5", "20"));
    }

    /** TC is the total (tổng cộng) below a table, where the other cells of the row are empty; elsewhere a code. */
    @Test
    void aCodeThatIsAlsoTheSignOfATotal_isOneInARowWithGaps() throws IOException {
        Reading reading = Reading.of(
                "",
                "station\tparameter\tvalue\taveragingMinutes\tarea\ttime\nTC\tPM25\t1\t60\t00352\t2025-09-01 09:00\nTC\t\t7\t\t\t\n");

        assertThat(reading.all("station")).containsExactly("TC", "file.total");
    }

    @Test
    void aHeaderWithoutRowsIsRemarkedOn() throws IOException {
        assertThat(stations().noteKeys()).containsExactly("note.no-rows");
        assertThat(stations("S1").noteKeys()).isEmpty();
    }
}
