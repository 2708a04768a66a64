package vn.hanoi.datahub.edge.personal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names as people write them into fields that are for something else, and what looks like them. */
class PersonNamesTest {

    private static final List<String> NAMES = List.of(
            "Nguyễn Văn An",
            "NGUYỄN VĂN AN",
            "Nguyen Van An",
            "hồ sơ của Trần Thị Bích Ngọc",
            "Lê Hoàng Minh, Ba Đình",
            "Người nộp: Phạm Thu Hà",
            "ông Đỗ Mười",
            "bà Vũ Lan",
            "Bùi Thị Xuân Mai nộp lại",
            "chủ hộ Đặng Văn Lâm",
            "(Hoàng Thị Hoa)",
            "Võ Minh Trí 12",
            "anh Ngô Quân",
            "Trịnh Công Sơn Hải",
            "Đinh Thị Kim Oanh",
            "Lương Thế Vĩ",
            "Vi Văn Định",
            "Nông Đức Mạnh",
            "Khuất Duy Tiến Long",
            "Giàng A Páo",
            "Do Thi Hoa",
            "Ho Van Nam",
            "Ta Van Nam",
            "nguyễn văn an",
            "Công Tằng Tôn Nữ Minh Thư",
            "NguyenVanAn",
            "Nguyễn_Văn_An",
            "Nguyen-Van-An",
            "bao_cao_Tran_Thi_Lan.csv",
            "Chủ hộ - Nguyễn Văn An",
            "Nguyễn Văn An/Trần Thị Lan",
            "HS-Nguyễn Văn An",
            "Giao Nguyễn Văn An xử lý");

    private static final List<String> NONE = List.of(
            "",
            "long-bien",
            "Long Biên",
            "Trạm quan trắc Long Biên",
            "phố Nguyễn Chí Thanh",
            "đường Trần Hưng Đạo",
            "Trường THPT Nguyễn Thị Minh Khai",
            "Cầu Thăng Long",
            "Nguyễn Trãi",
            "Hồ Gươm",
            "Hà Nội",
            "Sở Thông tin và Truyền thông",
            "12 Lý Thường Kiệt 4",
            "N1/PM25",
            "xã Lê Lợi",
            "Công ty Lê Minh Phát",
            "Do It Now 7",
            "Hoàn thành đúng hạn",
            "ngõ 12 phố Trần Quốc Hoàn",
            "dg.tthc_on_time",
            "Vũ trụ",
            "556 Nguyễn Văn Cừ",
            "12 Nguyễn Văn Cừ",
            "số 5/12 Trần Hưng Đạo",
            "Hồ Hoàn Kiếm",
            "Hồ Bảy Mẫu",
            "TP. Hồ Chí Minh",
            "Học viện Chính trị Quốc gia Hồ Chí Minh",
            "ĐOÀN THANH NIÊN",
            "HÀ NỘI NĂM 2025",
            "THỐNG KÊ HÀ NỘI THEO QUÝ",
            "CAO ĐẲNG NGHỀ HÀ NỘI",
            "LƯU TRỮ LỊCH SỬ",
            "ĐÀO TẠO NGHỀ",
            "Lương Tối Thiểu Vùng",
            "Hà Nội Metro Line 3",
            "Ngã tư Nguyễn Chí Thanh",
            "Hầm chui Lê Văn Lương",
            "KĐT Lê Trọng Tấn",
            "Trường MN Nguyễn Công Trứ",
            "Công ty TNHH Trần Gia Phát",
            "Dinh Tien Hoang Street",
            "CÔNG NGHỆ THÔNG TIN",
            "mã hồ sơ H26-2025");

    @Test
    void finds_withAPrecisionAndRecallOf95PerCent() {
        List<String> missed =
                NAMES.stream().filter(text -> !PersonNames.isIn(text)).toList();
        List<String> wrong = NONE.stream().filter(PersonNames::isIn).toList();

        assertThat(missed).as("missed").hasSizeLessThanOrEqualTo(NAMES.size() / 20);
        assertThat(wrong).as("no names").hasSizeLessThanOrEqualTo(NONE.size() / 20);
    }

    @Test
    void aLongTextTakesNoTime() {
        assertThat(PersonNames.isIn("Nguyễn ".repeat(100_000))).isFalse();
        assertThat(PersonNames.isIn("x")).isFalse();
    }
}
