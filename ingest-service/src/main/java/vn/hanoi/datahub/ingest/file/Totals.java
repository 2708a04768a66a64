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
    private static final String REST =
            "(?:\\s*[:(].*|\\s+(?:ngày|giờ|tuần|tháng|quý|năm|kỳ|đến|từ|trong|theo|của|toàn|các|chung|of|for)(?:\\s.*)?"
                    + "|[\\s.*)\\]]*)";

    private static final String WORDS =
            "tổng(?:\\s*(?:cộng|(?:số|lượng)(?:\\s.*)?))?|cộng(?:\\s+dồn)?|trung bình(?: cộng)?"
                    + "|bình quân|trung vị|độ lệch chuẩn|tb|lũy kế|luỹ kế|(?:toàn|cả) (?:thành phố|tp|tỉnh|năm|quý|tháng)"
                    + "|(?:lớn|nhỏ|cao|thấp) nhất|totals?|grand total|sub-?total|sum|average|avg|mean|median|count|std(?:\\.?dev)?|[σ∑]"
                    + "|max(?:imum)?|min(?:imum)?|cộng trang(?: (?:này|trước|\\d+))?"
                    + "|(?:cộng |số )?(?:trang trước )?(?:mang|chuyển) sang(?: trang sau)?|(?:carried|brought) (?:forward|over)|[cb]/f"
                    + "|(?:giá trị|nồng độ|mức|số) (?:trung bình|trung vị|(?:lớn|nhỏ|cao|thấp) nhất)|gt(?:tb|ln|nn)"
                    + "|phân vị(?: (?:thứ )?\\d+)?|(?:\\d+th )?percentile(?: \\d+)?";

    private static final Pattern MARKED = pattern(WORDS, REST);
    private static final Pattern UNMARKED = pattern(unmarked(WORDS), unmarked(REST));
    private static final int LONGEST = 200;

    private Totals() {}

    /** A total in two languages is one, too: {@code Tổng cộng/Total}. */
    private static Pattern pattern(String words, String rest) {
        return Pattern.compile(LEAD + "(?:" + words + ")(?:\\s*/\\s*(?:" + words + "))*" + rest, Pattern.DOTALL);
    }

    /**
     * Returns why a row with this text is refused; empty if the text names no total. {@code Tong cong} is written
     * without marks, but {@code Cổng} is not {@code Cộng}.
     */
    static Optional<Detail> in(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = text.toLowerCase(Locale.ROOT);
        boolean isTotal = MARKED.matcher(lower).matches()
                || (unmarked(lower).equals(lower) && UNMARKED.matcher(lower).matches());
        return isTotal ? Optional.of(Detail.of("file.total", text)) : Optional.empty();
    }

    private static String unmarked(String text) {
        return Normalizer.normalize(text.replace('đ', 'd'), Normalizer.Form.NFD).replaceAll("\\p{Mn}", "");
    }
}
