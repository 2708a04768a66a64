package vn.hanoi.datahub.edge.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PersonalDataTest {

    @Test
    void anAddressIsFoundWhereverItStands() {
        assertThat(PersonalData.in("write to nguyen.van-a+x@hanoi.gov.vn, please"))
                .contains("email");
        assertThat(PersonalData.in("{\"note\":\"a@b.vn\"}")).contains("email");
        assertThat(PersonalData.in("a@b.vn")).contains("email");
        assertThat(PersonalData.in("12 @ 3 km/h @home")).isEmpty();
    }

    @Test
    void aCardsNumberIsFoundHoweverItIsWritten() {
        assertThat(PersonalData.in("001085012345")).contains("identity");
        assertThat(PersonalData.in("0010 8501 2345")).contains("identity");
        assertThat(PersonalData.in("0010.8501.2345")).contains("identity");
        assertThat(PersonalData.in("2026-11-28T01:00:00")).isEmpty();
        assertThat(PersonalData.in("00010850123456789")).isEmpty();
    }

    /** A megabyte without an end is what a broken sensor sends; with a pattern that goes back it takes hours. */
    @Test
    @Timeout(10)
    void aLongTextTakesNoLongTime() {
        assertThat(PersonalData.in("f0".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("a@".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("0 ".repeat(500_000))).isEmpty();
    }

    /** Ordinary spellings of one's own number, address, card and plate. */
    private static final List<String> PERSONAL = List.of(
            "0912345678",
            "0912345678.",
            "0912 345 678",
            "(0912) 345 678",
            "0912/345/678",
            "0912.345.678",
            "0912-345-678",
            "09 12 34 56 78",
            "0912–345–678",
            "０９１２３４５６７８",
            "٠٩١٢٣٤٥٦٧٨",
            "09\u200b12345678",
            "09\u00ad1234\u200d5678",
            "0912\u00a0345\u00a0678",
            "+84912345678",
            "+84 912 345 678",
            "+84 (0)912 345 678",
            "84912345678",
            "0084912345678",
            "0084 912 345 678",
            "(+84) 912-345-678",
            "024 3825 3536",
            "(024) 38253536",
            "+84 24 3825 3536",
            "0236.3822.456",
            "SĐT0912345678",
            "sđt: 912345678",
            "ĐT: 912.345.678",
            "Tel.0912345678",
            "gọi 0912345678 nhé",
            "12 Tràng Tiền 0912345678",
            "0912345678 12h",
            "0912345678-Nguyễn Văn A",
            "0912345678/0987654321",
            "0912345678 - 0987654321",
            "0912345678-0987654321",
            "0912_345_678",
            "zalo:0987654321",
            "+1 650 253 0000",
            "+44 20 7031 3000",
            "a@b.vn",
            "nguyen.van-a+x@hanoi.gov.vn",
            "nguyễn.vănA@hanoi.gov.vn",
            "an(at)hanoi.gov.vn",
            "an [at] hanoi [dot] gov.vn",
            "an at hanoi dot gov.vn",
            "an＠hanoi.gov.vn",
            "an(a còng)hanoi.gov.vn",
            "<an@hanoi.gov.vn>",
            "001085012345",
            "0010 8501 2345",
            "0010.8501.2345",
            "001 085 012 345",
            "001-085-012-345",
            "001 085 012345",
            "001085 012345",
            "cccd001085012345",
            "CCCD:001085012345",
            "CCCD số 001085012345.",
            "CMND 012345678",
            "cmnd: 012 345 678",
            "Căn cước công dân: 001085012345",
            "số định danh 001085012345",
            "hộ chiếu B1234567",
            "passport no. C1234567",
            "B1234567",
            "Hộ chiếu số 1234567",
            "29A-12345",
            "29A-123.45",
            "29A 123.45",
            "29-B1 234.56",
            "29B1-234.56",
            "30F-1234",
            "51A12345",
            "29a-123.45",
            "biển số 29A–123.45",
            "29LD-123.45");

    /**
     * What a department sends that has as many digits: numbers of dossiers, procedures, decisions and sensors, times,
     * places, sums, hashes.
     */
    private static final List<String> IMPERSONAL = List.of(
            "001-2026-00012",
            "H26.X00004-2026-000123",
            "000.00.12.H26-250801-0001",
            "G22.99.2026-000123",
            "2026-11-28T01:00:00",
            "2026-11-28T01:00:00+07:00",
            "28/11/2026 08:30",
            "09/08/2025 10",
            "03-08-2025 10",
            "2025-08-09 12:00:00.123456",
            "f00ba4091234567800",
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "1cf0912345678ab",
            "550e8400-e29b-41d4-a716-446655440000",
            "0.912345678",
            "21.0285117,105.8542000",
            "105.804817",
            "1234567890123",
            "12 @ 3 km/h @home",
            "00010850123456789",
            "PM25",
            "station-000123",
            "ND-0000000123",
            "sensor_0912345678",
            "node-7f-0912345678",
            "row-4c1f8f2a9b",
            "00166@2008-08-01",
            "2025-Q3",
            "2025-W32",
            "1.234.567.890",
            "12.345.678 đồng",
            "1 000 000 000",
            "QĐ 1234/QĐ-UBND",
            "1234567/UBND-VP",
            "Quyết định số 239/KH-UBND ngày 19/9/2025",
            "978-604-1-23456-7",
            "v1.12.345",
            "10.0.0.12",
            "192.168.100.200",
            "urn:hanoi:agency:H26.HCC",
            "quận 1, phường 2, tổ 3",
            "km 12+345",
            "100.000.000",
            "A1-2025-0001",
            "dossier 2025-000912",
            "TTHC 1.004873.000.00.00.H26",
            "1.010194",
            "2.000815.000.00.00.H26",
            "mã 0100109106",
            "MST 0100109106-001",
            "8934563138164",
            "TK 19012345678901",
            "37N1-000123-2026",
            "0 0 0 1 2 3",
            "lot 24A-17",
            "Nhà B12, tầng 3",
            "x(y)z",
            "tất cả at least 5",
            "1900 1009",
            "Đường 5 kéo dài 2025");

    @Test
    void findsNineteenOfTwentySpellings_andTakesNineteenOfTwentyCodesForWhatTheyAre() {
        List<String> missed = PERSONAL.stream()
                .filter(text -> PersonalData.in(text).isEmpty())
                .toList();
        List<String> mistaken = IMPERSONAL.stream()
                .filter(text -> PersonalData.in(text).isPresent())
                .toList();
        double found = PERSONAL.size() - missed.size();

        assertThat(found / PERSONAL.size()).as("recall; missed %s", missed).isGreaterThanOrEqualTo(0.95);
        assertThat(found / (found + mistaken.size()))
                .as("precision; mistaken %s", mistaken)
                .isGreaterThanOrEqualTo(0.95);
    }
}
