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

    @Test
    void whatStandsNextToANumberTellsWhetherItIsAPersons() {
        assertThat(PersonalData.in("0987\n654321")).contains("phone");
        assertThat(PersonalData.in("SĐT1: 0987654321")).contains("phone");
        assertThat(PersonalData.in("1. 0987 654 321")).contains("phone");
        assertThat(PersonalData.in("ghiam_9h15m20s_0987654321.mp3")).contains("phone");
        assertThat(PersonalData.in("098765432 (CMND)")).contains("identity");
        assertThat(PersonalData.in("a,50,0987654321")).as("cells").contains("phone");
        assertThat(PersonalData.in("a,0,0987654321")).as("cells").contains("phone");
        assertThat(PersonalData.in("tỷ lệ 0,0987654321")).isEmpty();
        assertThat(PersonalData.in("H26-0987-654-321")).isEmpty();
        assertThat(PersonalData.in("21.0398765432")).isEmpty();
        assertThat(PersonalData.in("0987654321 m3")).isEmpty();
    }

    @Test
    void anUnnamedNumberHasAUsualGrouping_andACardAProvinceAndAYear() {
        assertThat(PersonalData.in("09574-12346")).as("ward and sequence").isEmpty();
        assertThat(PersonalData.in("041120251405")).as("day and time").isEmpty();
        assertThat(PersonalData.in("003190012345")).as("no such province").isEmpty();
        assertThat(PersonalData.in("001245012345")).as("born in 2045").isEmpty();
        assertThat(PersonalData.in("CCCD 001245012345")).contains("identity");
    }

    /** A reading of a sensor may have as many digits behind its point as a telephone number. */
    @Test
    void aNumberOfAListIsAPersons_andAReadingIsNone() {
        for (String item :
                List.of("1.0356789012", "2.0356789012 Lan", "STT 1.0356789012", "sđt nồng độ 1.0356789012")) {
            assertThat(PersonalData.in(item)).as(item).contains("phone");
        }
        for (String reading : List.of(
                "1.0356789012 µg/m³",
                "1.0356789012 mg/m3",
                "1.0356789012m",
                "1.0356789012 °C",
                "PM2.5: 1.0356789012",
                "tỷ lệ 1.0356789012",
                "Nồng độ = 1.0356789012",
                "value 9.0912345678",
                "1.035678901",
                "21.0356789012",
                "-1.0356789012")) {
            assertThat(PersonalData.in(reading)).as(reading).isEmpty();
        }
        assertThat(PersonalData.in("nồng độ 1.5, sđt 0356789012")).contains("phone");
    }

    @Test
    void theLinesThatMachinesReadArePersons() {
        for (String line : List.of(
                "P<VNMNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<<<<<<<<<<<",
                "PNVNMNGUYEN<<VAN<AN",
                "P<D<<MUELLER<<HANS<PETER<<<<<<<<<",
                "B1234567<8VNM8501012M3501018001085012345<<04",
                "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<<4",
                "IDVNM0850123453001085012345<<5",
                "IDVNM0850123453",
                "I<VNM0850123453001085012345<<5",
                "8501012M3501018VNM<<<<<<<<<<<4",
                "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<",
                "MRZ: P＜VNMNGUYEN＜＜VAN＜AN＜＜＜ 2025",
                "{\"mrz\":\"IDVNM0850123453001085012345&lt;&lt;5\"}")) {
            assertThat(PersonalData.in(line)).as(line).contains("identity");
        }
    }

    @Test
    void whatOnlyResemblesALineThatMachinesReadIsNone() {
        for (String text : List.of(
                "PM25<50",
                "a<<b<<c",
                "std::cout<<value<<std::endl",
                "CO<<8 MG/M3",
                "VNM",
                "IDVNM",
                "IDVNM-0850",
                "SVNM0123",
                "P<0.05",
                "if (1<<20 < 2<<30)",
                "8501012M3501018",
                "ACVNMA1",
                "20250901M20250902 2025<2026")) {
            assertThat(PersonalData.in(text)).as(text).isEmpty();
        }
    }

    /** A megabyte without an end is what a broken sensor sends; with a pattern that goes back it takes hours. */
    @Test
    @Timeout(30)
    void aLongTextTakesNoLongTime() {
        assertThat(PersonalData.in("f0".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("a@".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("0 ".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("09-".repeat(300_000))).isEmpty();
        assertThat(PersonalData.in("+1".repeat(500_000))).isEmpty();
        assertThat(PersonalData.in("cccd 0 ".repeat(150_000))).isEmpty();
        assertThat(PersonalData.in("1a2b3c_".repeat(150_000))).isEmpty();
        assertThat(PersonalData.in("%20&#4".repeat(150_000))).isEmpty();
        assertThat(PersonalData.in("xe AA ".repeat(150_000))).isEmpty();
        assertThat(PersonalData.in("hộ chiếu 2 ".repeat(50_000))).isEmpty();
        assertThat(PersonalData.in("AB<".repeat(300_000))).isEmpty();
        assertThat(PersonalData.in("A<1234567".repeat(100_000))).isEmpty();
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
            "29LD-123.45",
            "Nguyễn Văn An-0912345678",
            "Nguyễn Văn An_0912345678",
            "Nguyễn Văn An.0912345678",
            "Nguyễn Văn An0912345678",
            "Lan-0912345678",
            "khách-0912345678",
            "KH-0912345678",
            "KH0912345678",
            "user_0912345678",
            "gọi0912345678",
            "sốđt0912345678",
            "lhệ0912345678",
            "viber0912345678",
            "An-001085012345",
            "HS-001085012345-01",
            "dossier-001085012345",
            "xe30A12345",
            "XE-30A-123.45",
            "bsx_30A-12345",
            "hochieu_B1234567",
            "HC-B1234567",
            "0912345678-1",
            "0912345678-02",
            "0912345678-2025",
            "0912345678.1",
            "0912345678-24h",
            "0912345678_Lan",
            "0912345678Lan",
            "0912345678a",
            "001085012345_An",
            "001085012345An",
            "30A12345_vi-pham",
            "B1234567_An",
            "1.0912345678",
            "1-0912345678",
            "STT 1.0912345678",
            "1.001085012345",
            "01/09/2025-0912345678",
            "2025-09-01-0912345678",
            "[0912] 345678",
            "0912 -- 345 678",
            "0912    345    678",
            "(84-4) 38253536",
            "84-0912345678",
            "001 0850 12345",
            "001085 012 345",
            "0010850 12345",
            "001-085012-345",
            "001/085/012/345",
            "001_085_012_345",
            "001,085,012,345",
            "CMND cấp ngày 01/01/2010 số 012345678",
            "CMND (cấp 2010): 012345678",
            "Căn cước công dân/chứng minh nhân dân (đối với cá nhân trong nước): 012345678",
            "GTTT 012345678",
            "giấy tờ tùy thân 012345678",
            "C.M.N.D 012345678",
            "CMSQ 012345678",
            "CCCD 1085012345",
            "cccd 01085012345",
            "29LD12345",
            "29AA12345",
            "29NN12345",
            "29MĐ1-123.45",
            "29-MĐ1 123.45",
            "biển số 30a12345",
            "29-b1 123.45",
            "30A/12345",
            "30A_123_45",
            "30A-123,45",
            "30 A 123 45",
            "29-Z1 123 45",
            "29C 123 45",
            "29B-1 12345",
            "29-E2/123.45",
            "BKS29X512345",
            "BKS 29X1234",
            "80-NG-123-45",
            "29-231-NN-12",
            "b1234567",
            "B 1234567",
            "B-1234567",
            "P01234567",
            "số hộ chiếu 123456789",
            "an(a)gmail.com",
            "an @ gmail . com",
            "an@ gmail.com",
            "an@gmail .com",
            "an@gmail。com",
            "an_at_gmail.com",
            "an-at-gmail-dot-com",
            "an AT gmail DOT com",
            "'an'@gmail.com",
            "an@gmail,com",
            "Liên hệ: 0912345678 hoặc 024.38253536 (giờ HC)",
            "0912345678, 0987654321",
            "Mobile 0084-912-345-678",
            "số CCCD của ông An là 001085012345",
            "09 13 24 35 46",
            "84 24 38253536",
            "04 3825 3536",
            "0168 234 5678",
            "DN4010123456789",
            "BHXH 0123456789",
            "số hộ chiếu PT1234567",
            "an%40gmail.com",
            "⓪⑨①②③④⑤⑥⑦⑧",
            "29CD-123.45",
            "0987\n654321",
            "+84\n987654321",
            "+84\r\n987\r\n654\r\n321",
            "sđt\n0987\f654\t321",
            "levana\n@gmail.com",
            "29A\n456.78",
            "SĐT1: 0987654321",
            "Tel2 0987654321",
            "9h15 0987654321",
            "P502: 001190012345",
            "1. 0987 654 321",
            "ngách 7, 0987 654 321",
            "8:45 - 0987-654-321",
            "SĐT: 0987.654.321. 2 người chờ",
            "0987.654.321.0356.789.012",
            "SĐT 0987654321 đ/c Bình",
            "sđt 0987654321 hộ ông Tư",
            "sđt 0987000000",
            "CCCD 001190012345 người gửi B",
            "0987654321 đ/c Bình",
            "024 3736 1999",
            "0987.12.2014",
            "098/765/4321",
            "024/3736/1234",
            "0987/654.321",
            "ghiam_9h15m20s_0987654321.mp3",
            "https://hcc.vn/u/3d4c5b6a/0987654321",
            "sđt cô Cam 0987654321",
            "SĐT trạm: 0987654321",
            "MST 001190012345",
            "tài khoản: 001190012345",
            "hộ chiếu Hàn Quốc M98765432",
            "hộ chiếu phổ thông số E00765432",
            "hộ chiếu Lào PA0765432",
            "Passport (China) E98765432",
            "levana@gmail[.]com",
            "levana@gmail dot com",
            "levana acòng gmail.com",
            "levana a-còng gmail.com",
            "levana&commat;gmail.com",
            "%2B84987654321",
            "0987%20654%20321",
            "0987+654+321",
            "0987&nbsp;654&nbsp;321",
            "0\uFE0F\u20E39\uFE0F\u20E38\uFE0F\u20E37\uFE0F\u20E36\uFE0F\u20E35\uFE0F\u20E34\uFE0F\u20E33\uFE0F\u20E32\uFE0F\u20E31\uFE0F\u20E3",
            "098765432 (CMND)",
            "098765432_cmnd.jpg",
            "\"soCMND\":\"098765432\"",
            "29mđ1-456.78",
            "30Đ1-456.78",
            "29-Đ1 456.78",
            "29aa-456.78",
            "30A:456.78",
            "30A (456.78)",
            "30A - 456.78",
            "30A·456·78",
            "29-H1 4567",
            "BKS 29H1 4567",
            "xe QK-45-67",
            "KP 45-67 biển đỏ",
            "hs4010198765432",
            "HS4 01 01 987 65432",
            "HS4.01.01.987.65432",
            "HS4-01-01-987-65432");

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
            "Đường 5 kéo dài 2025",
            "09-2025-0001",
            "08-2025-0012",
            "09/2025/0123",
            "03/2025/0001",
            "02-2026-00012",
            "02/2025/00012",
            "0012-2025-0001",
            "0045 2025 0012",
            "08/12-09/12/25",
            "09/10 - 12/10/25",
            "010920250900",
            "lớp 12A 2025",
            "lớp 10A1 2025",
            "Mẫu 25B-2020",
            "mẫu 12A-2025",
            "Kế hoạch 15-KH 2025",
            "57-NQ 2024",
            "18-CT 2021",
            "25 MW 1500",
            "50 KV 1000",
            "16 GB 1600",
            "10 KM 1234",
            "tổ 15A 1200 hộ",
            "UTM 48N 5876",
            "21N-105.85",
            "mã số thuế 0309532909",
            "MST: 0301482205",
            "GPKD số 0900123456",
            "mst 0700112233",
            "84.912.345.678 đồng",
            "84 912 345 678 đ",
            "hotel 912.345.678 đồng",
            "Hotel 312345678",
            "doanh thu di động 912.345.678.000",
            "đã cấp CCCD cho 123.456.789 người",
            "CCCD gắn chip 100000000",
            "hộ chiếu đã cấp 1234567 quyển",
            "hub@1.2",
            "fw@v2.3",
            "12:30@25.09",
            "R@2.5",
            "đo (at) 2.5 m",
            "trạm (at) km.12",
            "B2025001",
            "C2025123",
            "N2102851",
            "Lô K1234567",
            "00112233445566778899",
            "08:30 09:30 10",
            "từ 07 08 09 10 11",
            "0901:2025",
            "tọa độ 21.0285117 105.8542000",
            "2026-11-28 08:30:00.123456",
            "IMEI 356938035643809",
            "camera 0912345678",
            "họp @ nhà. Sau đó về",
            "3.000.000.000 VND",
            "H26.HCC-250901-0001",
            "H26-0912-345-678-01",
            "9f86d081884c7d65",
            "30a12345",
            "12a 12345",
            "09/13/2025 09:00",
            "2025-09-01 0830-0915",
            "AAR_BT_0020 4364 4349",
            "route_0013 0912 0456",
            "001|002|006|007",
            "005, 009, 019, 268",
            "Datastream@iot.navigationLink",
            "0.0398765432",
            "tỷ lệ 0,0398765432",
            "21.0398765432",
            "21.0928578 105.3126677",
            "tỷ lệ: 0.0398765432",
            "09574-12346",
            "09574-045-0123",
            "09574-45-123",
            "09574 09601",
            "04112025-0007",
            "041120251405",
            "041125-0052",
            "001245012345",
            "001001012345",
            "003190012345",
            "050190012345",
            "44A-456.78",
            "91A-456.78",
            "Tòa 32B1-2204",
            "Khu 34N1-1206",
            "lô 30A1-45678",
            "mốc 29-A 45678",
            "30A-45678.dwg",
            "mã tủ 30A1-45678",
            "CAM-30A-45678",
            "mã sản phẩm C7654321",
            "SKU B0765432",
            "lô thuốc C3012345",
            "mẫu nước NM-7 C7654321",
            "b6419574",
            "PD0987654321",
            "s/n CN-0987-654321",
            "S0351234568",
            "09-12-34-56-78-9A",
            "0357:9287:08ce:858e:b8eb:f7d3:0912:3456",
            "098765432101 kWh",
            "001190012345 m3",
            "camera 0987654321",
            "cam 0987654321",
            "đã cấp 012.345.678 thẻ",
            "9704 0512 3456 7890");

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
