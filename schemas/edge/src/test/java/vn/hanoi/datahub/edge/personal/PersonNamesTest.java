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
            "Lương Thế Vĩ");

    private static final List<String> NONE = List.of(
            "",
            "long-bien",
            "Long Biên",
            "Trạm quan trắc Long Biên",
            "phố Nguyễn Chí Thanh",
            "đường Trần Hưng Đạo",
            "Trường THPT Nguyễn Thị Minh Khai",
            "Cầu Thăng Long",
            "nguyễn văn an",
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
            "Vũ trụ");

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
