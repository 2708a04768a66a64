package vn.hanoi.datahub.ingest.file;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Recognises the rows that sum up others: {@code Tổng cộng}, {@code I. Lũy kế}, {@code TB ngày}. They are not events,
 * and would count what they sum up once more.
 */
final class Totals {

    /** What precedes a word: {@code I.}, {@code 1.2)}, {@code a)}, {@code *}. */
    private static final String LEAD =
            "(?:[\\s*•·+\\-–—#.()\\[\\]]+|(?:[ivxlc]{1,5}|[a-z]|\\d+(?:\\.\\d+)*)(?:[.):]+\\s*|\\s*[/\\-–]\\s+))*+";

    /** What may follow a word: {@code : 3}, {@code (A+B)}, {@code tháng 9}. Codes such as {@code TB-01} are none. */
    private static final String REST = "(?:\\s*[:(].*|\\s+\\d{1,3} ?(?:giờ|h|phút|ngày|tháng)(?:\\s.*)?"
            + "|\\s+(?:ngày|giờ|tuần|tháng|quý|năm|kỳ|đến|từ|trong|theo|của|toàn|các|chung|of|for)(?:\\s.*)?"
            + "|[\\s.*)\\]]*)";

    private static final String WORDS =
            "tổng(?:[\\s_-]*(?:cộng|(?:số|lượng)(?:\\s.*)?))?|cộng(?:\\s+dồn)?|trung bình(?: cộng)?"
                    + "|bình quân(?: gia quyền)?|trung vị|độ lệch chuẩn|tb|lũy kế"
                    + "|luỹ kế|(?:toàn|cả) (?:thành phố|tp|tỉnh|năm|quý|tháng)"
                    + "|(?:lớn|nhỏ|cao|thấp) nhất|totals?|grand total|sub-?total|sum|average|avg|mean|median|count|std(?:\\.?dev)?|[σ∑]"
                    + "|max(?:imum)?|min(?:imum)?|cộng trang(?: (?:này|trước|\\d+))?"
                    + "|(?:cộng |số )?(?:trang trước )?(?:mang|chuyển) sang(?: trang sau)?|(?:carried|brought) (?:forward|over)|[cb]/f"
                    + "|(?:giá trị|trị số|nồng độ|mức|số) (?:trung bình|tb|trung vị|(?:lớn|nhỏ|cao|thấp) nhất)|gt(?:tb|ln|nn)|[hq](?:max|min|tb)"
                    + "|phân vị(?: (?:thứ )?\\d+)?|(?:\\d+th )?percentile(?: \\d+)?";

    /**
     * What is summed up, which may follow a sum but not an average: {@code Cộng phường Ba Đình}, {@code Tổng I};
     * {@code TB} is also a pumping station (trạm bơm).
     */
    private static final String SUM = "(?:tổng(?:[\\s_-]*cộng)?|cộng|total)\\s+(?:(?:\\d{1,4} )?"
            + "(?:phường|xã|quận|huyện|thị xã|trạm|tuyến|nhóm|mục|cuối|phát sinh|tất cả)(?:\\s.*)?|[ivx]{1,4}|[a-h]|20\\d\\d)|[ivx]{1,4}(?:\\s*\\+\\s*[ivx]{1,4})+";

    /** What spreadsheets write below a group: {@code S1 Total}, {@code Ba Đình - Tổng}. */
    private static final String GROUP =
            ".+(?:\\s(?:(?:sub-?)?total|average|tổng cộng)|\\s[-–]\\s+(?:tổng|total)|\\((?:tổng|total)\\))";

    private static final Pattern MARKED = pattern(WORDS, REST, SUM, GROUP);
    private static final Pattern UNMARKED = pattern(unmarked(WORDS), unmarked(REST), unmarked(SUM), unmarked(GROUP));

    /** Letters that are spaced out, as in {@code T Ổ N G}. */
    private static final Pattern SPACED = Pattern.compile("\\p{L}(?: \\p{L}){2,}");

    private static final int LONGEST = 200;

    private Totals() {}

    /** A total in two languages is one, too: {@code Tổng cộng/Total}. */
    private static Pattern pattern(String words, String rest, String sum, String group) {
        return Pattern.compile(
                LEAD + "(?:(?:" + words + ")(?:\\s*/\\s*(?:" + words + "))*" + rest + "|" + sum + ")|" + group,
                Pattern.DOTALL);
    }

    /**
     * Returns why a row with this text is refused; empty if the text names no total. {@code Tong cong} is written
     * without marks, but {@code Cổng} is not {@code Cộng}.
     *
     * @param hasGaps whether cells of the row are empty: {@code TC} may be a code, too
     */
    static Optional<Detail> in(String text, boolean hasGaps) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String written = text.toLowerCase(Locale.ROOT);
        String lower = SPACED.matcher(written).matches() ? written.replace(" ", "") : written;
        boolean isTotal = (hasGaps && lower.equals("tc"))
                || MARKED.matcher(lower).matches()
                || (unmarked(lower).equals(lower) && UNMARKED.matcher(lower).matches());
        return isTotal ? Optional.of(Detail.of("file.total", text)) : Optional.empty();
    }

    private static String unmarked(String text) {
        return Normalizer.normalize(text.replace('đ', 'd'), Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    }
}
