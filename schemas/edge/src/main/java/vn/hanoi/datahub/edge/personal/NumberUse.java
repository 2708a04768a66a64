package vn.hanoi.datahub.edge.personal;

import java.util.regex.Pattern;

/** Words next to a number that say it is no person's: a thing has it, a company, or it counts something. */
final class NumberUse {

    /** Words for things that have numbers of their own; Cam is a woman's name, too. */
    private static final Pattern THING = Pattern.compile(
            "(?<!\\p{L})(?:sensor|node|device|dev|station|meter|imei|serial|seri|sn|s/n|camera|(?<!(?:chị|cô|anh|ông|bà|em|bác|chú) )cam|router|gateway|row|rec|trạm|tram|cảm biến|thiết bị|mã vạch|barcode|ean|isbn|issn"
                    + "|commit|etag|offset|objectid|gid|hash)"
                    + "[ _:=#.\"\\-]*(?:id|số|no|code|mã)?[ _:=#.\"\\-]*$");

    /** A company's tax code, or a bank account; both have ten digits and more. */
    private static final Pattern COMPANY = Pattern.compile(
            "(?<!\\p{L})(?:mst|mã số thuế|ma so thue|mã số dn|mã số doanh nghiệp|mã doanh nghiệp|msdn|gpkd|đkkd|dkkd|giấy phép kinh doanh|đăng ký kinh doanh|stk|số tài khoản|so tai khoan|tài khoản|tk)"
                    + "[ _:=#.\\-]*(?:số|so|no)?[ _:=#.\\-]*$");

    /** A bank account, but not one of the State Treasury: those are agencies'. */
    private static final Pattern ACCOUNT = Pattern.compile(
            "(?<!\\p{L})(?:stk|(?:số |so )?(?:tài khoản|tai khoan)(?: (?:ngân hàng|số))?|(?:số )?tk (?:ngân hàng|nh)|số tk|account(?: ?(?:no|number))?|(?:chuyển khoản|ck) (?:vào|tới|đến))"
                    + "[ _:=#.\\-]{0,6}(?:số|so|no)?[ _:=#.\\-]{0,6}$");

    private static final Pattern TAX_CODE = Pattern.compile(
            "(?<!\\p{L})(?:mst(?: (?:cá nhân|tncn))?|(?:mã số|ma so) (?:thuế|thue)(?: (?:cá nhân|tncn))?|tax ?(?:code|id))[ _:=#.\\-]*(?:số|so|no)?[ _:=#.\\-]*$");

    private static final String END = "(?![\\p{L}\\d])";

    /** Units in small letters, and a power of ten; {@code Ha} begins a name, and {@code đ/c} is a comrade. */
    private static final Pattern UNIT = Pattern.compile(
            "^ ?(?:đồng|đ(?!/)|(?i:e)[+-]?\\d{1,3}|ha|km|kg|tấn|%|(?iu:vnđ|vnd|usd|m2|m3|kwh|mwh|kw))" + END);

    private static final Pattern COUNTED = Pattern.compile(
            "^ ?(?:triệu|tỷ|tỉ|người|hộ|quyển|cuốn|thẻ|trường hợp|hồ sơ|tài khoản|lượt|công dân|học sinh|bản)" + END);

    /** Units of sensors, in the form that compatible characters have: {@code µg/m³} is {@code μg/m3}. */
    private static final Pattern SENSED = Pattern.compile(
            "^ ?(?:(?:[μum]?g|ng)(?:/m3|/l)?|[mck]?m(?:/s|/h)?|m[23](?:/s)?|°c?|độ|pp[mb]|db|hpa|lít|giây)" + END,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern QUANTITY = Pattern.compile(
            "(?<!\\p{L})(?:t[ỷỉ] lệ|t[ỷỉ] số|hệ số|giá trị|trị số|chỉ số|nồng độ|mực nước|lượng mưa|nhiệt độ|độ ẩm|đo được"
                    + "|value|ratio|factor|index|pm ?(?:2[.,]?5|10)|no2|so2|o3|co)[ _:=]*$");

    private static final int LENGTH_OF_TAX_CODE = 10;
    private static final int LONGEST_JOINT = 8;
    private static final int CONTEXT = 64;
    private static final int LONGEST_UNIT = 24;

    private NumberUse() {}

    static boolean isThing(DigitGroups number) {
        return THING.matcher(before(number)).find();
    }

    static boolean isCompany(DigitGroups number) {
        return COMPANY.matcher(before(number)).find();
    }

    /** Returns whether a number at a position is a bank account's. */
    static boolean isAccount(String text, int start) {
        return isAfterWord(text, start)
                && ACCOUNT.matcher(before(text, start)).find()
                && DigitGroups.from(text, start, true).stream().anyMatch(number -> !isCount(number));
    }

    /** Returns whether it is a person's tax code of ten digits, which begins with 8; a company's begins with 0 to 6. */
    static boolean isTaxCodeOfPerson(String text, int start) {
        return text.charAt(start) == '8'
                && isAfterWord(text, start)
                && TAX_CODE.matcher(before(text, start)).find()
                && DigitGroups.from(text, start, true).stream()
                        .anyMatch(number -> number.digits().length() == LENGTH_OF_TAX_CODE);
    }

    /** Returns whether a letter precedes a position, with a few signs between: in a list of numbers none does. */
    static boolean isAfterWord(String text, int start) {
        int before = start - 1;
        while (before >= 0 && start - before < LONGEST_JOINT && !Character.isLetterOrDigit(text.charAt(before))) {
            before--;
        }
        return before >= 0 && Character.isLetter(text.charAt(before));
    }

    /** Returns whether it is a sum or a count: a unit follows, or it is a round number. */
    static boolean isCount(DigitGroups number) {
        return isCounted(number.text(), number.end()) || number.digits().endsWith("000000");
    }

    /** Returns whether a unit or people follow at a position. */
    static boolean isCounted(String text, int end) {
        return isMeasured(text, end) || COUNTED.matcher(after(text, end)).find();
    }

    /** Returns whether a unit follows at a position. */
    static boolean isMeasured(String text, int end) {
        return UNIT.matcher(after(text, end)).find();
    }

    /**
     * Returns whether the digits between two positions are a reading: a quantity is named before, or a unit follows.
     */
    static boolean isMeasurement(String text, int begin, int end) {
        String words = before(text, begin);
        return QUANTITY.matcher(words).find()
                || SENSED.matcher(after(text, end)).find()
                || isMeasured(text, end);
    }

    private static String after(String text, int end) {
        return text.substring(end, Math.min(text.length(), end + LONGEST_UNIT));
    }

    private static String before(DigitGroups number) {
        return before(number.text(), number.start());
    }

    private static String before(String text, int start) {
        return PlainText.before(text, start, CONTEXT);
    }
}
