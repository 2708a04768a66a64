package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Groups of digits with separators between them, as people write long numbers: {@code 0912 345 678}.
 *
 * @param start position of the first digit
 * @param end position after the last digit
 * @param groups the digits, at least one group
 * @param separators the characters between groups, without spaces and brackets
 */
record DigitGroups(String text, int start, int end, List<String> groups, String separators) {

    private static final int FEWEST_DIGITS = 9;

    /** Digits of a mobile number; a landline number has one more. */
    private static final int SHORTEST = 10;

    private static final int LENGTH_OF_CARD = 12;

    /** Country code with two zeros, a zero in brackets, and ten digits. */
    private static final int MOST_DIGITS = 15;

    private static final int WIDEST_SEPARATOR = 4;
    private static final String SEPARATORS = " .-/_()[]·•,:*|\\'";
    private static final String SILENT = " ()[]";

    private static final int CONTEXT = 64;
    private static final int LONGEST_WORD = 24;

    /** Between a word and the number attached to it. */
    private static final String JOINTS = "_-.:=#";

    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d");

    /** Words for things that have numbers of their own. */
    private static final Pattern THING = Pattern.compile(
            "(?:sensor|node|device|dev|station|meter|imei|serial|seri|sn|camera|cam|router|gateway|row|rec|trạm|tram|cảm biến|thiết bị|mã vạch|barcode|ean|isbn|issn)"
                    + "[ _:=#.\\-]*(?:id|số|no|code|mã)?[ _:=#.\\-]*$");

    /** A company's tax code, or a bank account; both have ten digits and more. */
    private static final Pattern COMPANY = Pattern.compile(
            "(?:mst|mã số thuế|ma so thue|mã số dn|mã số doanh nghiệp|mã doanh nghiệp|msdn|gpkd|đkkd|dkkd|giấy phép kinh doanh|đăng ký kinh doanh|stk|số tài khoản|so tai khoan|tài khoản|tk)"
                    + "[ _:=#.\\-]*(?:số|so|no)?[ _:=#.\\-]*$");

    private static final Pattern UNIT = Pattern.compile(
            "^[ ]?(?:đồng|đ|vnđ|vnd|usd|triệu|tỷ|tỉ|người|hộ|quyển|cuốn|thẻ|trường hợp|hồ sơ|lượt|công dân|học sinh|bản|m2|m3|ha|km|kg|tấn|%|kwh)(?![\\p{L}\\d])");

    /**
     * Returns the numbers that begin with the group at a position and have as many digits as their first ones call for,
     * the shortest first.
     *
     * @param isNamed whether a word before says that a personal number follows
     */
    static List<DigitGroups> from(String text, int start, boolean isNamed) {
        char first = text.charAt(start);
        if (!isNamed && first != '0' && first != '8') {
            return List.of();
        }
        List<DigitGroups> found = List.of();
        List<String> groups = new ArrayList<>();
        StringBuilder digits = new StringBuilder(MOST_DIGITS);
        StringBuilder separators = new StringBuilder();
        int at = start;
        while (digits.length() < MOST_DIGITS) {
            int end = endOfGroup(text, at);
            if (end - at > MOST_DIGITS) {
                break;
            }
            groups.add(text.substring(at, end));
            digits.append(text, at, end);
            if (isNamed ? digits.length() >= FEWEST_DIGITS : hasLength(digits)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(new DigitGroups(text, start, end, List.copyOf(groups), separators.toString()));
            }
            at = next(text, end, separators);
            if (at < 0) {
                break;
            }
        }
        return found;
    }

    /** Returns whether the group at a position and those after it have as many digits as a personal number. */
    static boolean isLong(String text, int start) {
        int digits = 0;
        int separators = 0;
        for (int i = start; i < text.length() && digits < FEWEST_DIGITS; i++) {
            if (PersonalData.isDigit(text.charAt(i))) {
                digits++;
                separators = 0;
            } else if (SEPARATORS.indexOf(text.charAt(i)) < 0 || ++separators > WIDEST_SEPARATOR) {
                return false;
            }
        }
        return digits == FEWEST_DIGITS;
    }

    /** Returns whether digits are as many as a number that begins like them has. */
    private static boolean hasLength(CharSequence digits) {
        int length = digits.length();
        if (length < SHORTEST) {
            return false;
        }
        char second = digits.charAt(1);
        if (digits.charAt(0) == '8') {
            return second == '4';
        }
        return switch (length) {
            case SHORTEST -> second >= '3';
            case SHORTEST + 1 -> second == '2' || second == '1';
            case LENGTH_OF_CARD -> true;
            default -> second == '0' && digits.charAt(2) == '8' && digits.charAt(3) == '4';
        };
    }

    /** Returns where a group ends, or a little later where it is too long for any number. */
    static int endOfGroup(String text, int start) {
        int end = start;
        while (end < text.length() && end - start <= MOST_DIGITS && PersonalData.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Returns where the next group begins, and adds what separates it; -1 where none follows. */
    private static int next(String text, int end, StringBuilder separators) {
        int at = end;
        while (at < text.length() && at - end <= WIDEST_SEPARATOR && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if (at == end || at - end > WIDEST_SEPARATOR || at == text.length() || !PersonalData.isDigit(text.charAt(at))) {
            return -1;
        }
        separators.append(strong(text.substring(end, at)));
        return at;
    }

    private static String strong(String separator) {
        StringBuilder strong = new StringBuilder();
        separator.chars().filter(each -> SILENT.indexOf(each) < 0).forEach(each -> strong.append((char) each));
        return strong.toString();
    }

    String digits() {
        return String.join("", groups);
    }

    boolean isOneGroup() {
        return groups.size() == 1;
    }

    /**
     * Returns whether this is how a personal number is written: not a time, a sum, a fraction, a range, or the number
     * of a document and its year.
     */
    boolean isPlausible() {
        if (isOneGroup()) {
            return true;
        }
        if (separators.chars().distinct().count() > 1
                || groups.stream().skip(1).anyMatch(group -> YEAR.matcher(group).matches())) {
            return false;
        }
        char separator = separators.isEmpty() ? ' ' : separators.charAt(0);
        if (groups.get(0).equals("0") && (separator == '.' || separator == ',')) {
            return false; // a decimal fraction
        }
        boolean areShort = groups.stream().allMatch(group -> group.length() <= 2);
        if (areShort && (separator == ':' || separator == ',' || separator == '/')) {
            return false; // a time, a list, days and months
        }
        boolean isList = separator == '|' || separator == ',' || separator == '/';
        return !(areShort && isAscending(1)) && !(isList && isAscending(Integer.MAX_VALUE));
    }

    /** Returns whether the groups are numbers in ascending order, such as {@code 07 08 09 10 11}. */
    private boolean isAscending(long widestStep) {
        for (int i = 1; i < groups.size(); i++) {
            long step = Long.parseLong(groups.get(i)) - Long.parseLong(groups.get(i - 1));
            if (step < 1 || step > widestStep) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a whole number could be written like this, with points or commas between thousands. */
    boolean isGroupedInThousands() {
        return (separators.startsWith(".") || separators.startsWith(","))
                && groups.stream().skip(1).allMatch(group -> group.length() == 3);
    }

    /** Returns whether the number stands for itself, and is no part of a longer number or a code. */
    boolean isFree() {
        return beginsFreely() && endsFreely();
    }

    private boolean beginsFreely() {
        int joint = start;
        while (joint > 0 && start - joint < WIDEST_SEPARATOR && SEPARATORS.indexOf(text.charAt(joint - 1)) >= 0) {
            joint--;
        }
        if (joint < start && joint > 0 && PersonalData.isDigit(text.charAt(joint - 1))) {
            return continues(text.substring(joint, start), lengthBefore(joint)) && !isAttachedToLetters(joint);
        }
        int word = start;
        while (word > 0 && JOINTS.indexOf(text.charAt(word - 1)) >= 0) {
            word--;
        }
        int begin = word;
        while (begin > 0 && word - begin < LONGEST_WORD && Character.isLetter(text.charAt(begin - 1))) {
            begin--;
        }
        boolean isAttached = word == start && begin < word;
        boolean isHexadecimal = isAttached && word - begin == 1 && "abcdef".indexOf(text.charAt(begin)) >= 0;
        boolean isMixed = begin < word && begin > 0 && PersonalData.isDigit(text.charAt(begin - 1));
        return !isHexadecimal && !isMixed && !isThing();
    }

    /** Returns whether what stands before the number is a number of its own: {@code 1.0912345678}. */
    private boolean continues(String separator, int digitsBefore) {
        String strong = strong(separator);
        boolean isPoint = strong.equals(".") || strong.equals(",");
        if (isOneGroup()) {
            return !isPoint || separator.endsWith(" ") || digitsBefore <= 2;
        }
        return strong.isEmpty() || (!isPoint && separators.indexOf(strong.charAt(0)) < 0);
    }

    private int lengthBefore(int end) {
        int begin = end;
        while (begin > 0 && end - begin <= MOST_DIGITS && PersonalData.isDigit(text.charAt(begin - 1))) {
            begin--;
        }
        return end - begin;
    }

    private boolean isAttachedToLetters(int end) {
        int begin = end - lengthBefore(end);
        return begin > 0 && Character.isLetter(text.charAt(begin - 1));
    }

    /** Returns whether the first group belongs to a code with an underscore: {@code BT_0020 4364 4349}. */
    boolean isAttachedToCode() {
        return start > 1
                && text.charAt(start - 1) == '_'
                && Character.isLetter(text.charAt(start - 2))
                && separators.indexOf('_') < 0;
    }

    private boolean endsFreely() {
        if (end == text.length()) {
            return true;
        }
        int letters = end;
        while (letters < text.length() && letters - end < LONGEST_WORD && Character.isLetter(text.charAt(letters))) {
            letters++;
        }
        if (letters > end) {
            return letters == text.length() || !PersonalData.isDigit(text.charAt(letters));
        }
        StringBuilder after = new StringBuilder();
        if (next(text, end, after) < 0 || isOneGroup() || after.isEmpty()) {
            return true;
        }
        return separators.indexOf(after.charAt(0)) < 0;
    }

    /** Returns whether something other than a person has the number. */
    boolean isThing() {
        return THING.matcher(before()).find();
    }

    boolean isCompany() {
        return COMPANY.matcher(before()).find();
    }

    /** Returns whether it counts something: a unit follows, or it is a round number. */
    boolean isCount() {
        return isCounted(text, end) || digits().endsWith("000000");
    }

    /** Returns whether a unit follows at a position. */
    static boolean isCounted(String text, int end) {
        String after =
                text.substring(end, Math.min(text.length(), end + LONGEST_WORD)).toLowerCase(Locale.ROOT);
        return UNIT.matcher(after).find();
    }

    /** Returns the text before the number, in small letters, as far as it may say what the number is. */
    private String before() {
        return text.substring(Math.max(0, start - CONTEXT), start).toLowerCase(Locale.ROOT);
    }
}
