package vn.hanoi.datahub.edge.personal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises text that looks like personal data, which is never admitted (Law 91/2025/QH15, Decree 356/2025/NĐ-CP):
 * e-mail addresses, telephone numbers, numbers of identity cards and passports, number plates, in all common notations
 * ({@link PlainText}). A run of digits within a hash or a sensor's code is not a personal number. The text is examined
 * more closely only where a number begins, and each pattern is bounded, so that a megabyte in one field cannot block
 * admission.
 */
public final class PersonalData {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+-])[\\p{L}\\d_.+-]++@[\\p{L}\\d_-]++\\.[\\p{L}\\d_-]");

    /** Separators between the digits of a telephone number. */
    private static final String PART = "[ ().\\-/_]{0,3}";

    /**
     * Not within a longer number, and not within a code of digits and points; but two numbers may be next to each
     * other.
     */
    private static final String BEGIN = "(?<!(?<!\\d)\\d{1,8}[.\\-])";

    private static final String END = "(?![\\p{L}\\d_])(?![.\\-]\\d{1,8}(?!\\d))";

    /** A mobile number, or a landline number with its area code, which begins with 2. */
    private static final Pattern VIETNAMESE = Pattern.compile(BEGIN + "(?:\\+?84|0084|0)(?: ?\\(0\\))?" + PART
            + "(?:[35789](?:" + PART + "\\d){8}|2(?:" + PART + "\\d){9})" + END);

    /**
     * Identity card: province of birth (001 to 096), sex and century, year of birth, six more digits; in groups of
     * three, four or six.
     */
    private static final Pattern CARD = Pattern.compile(BEGIN
            + "0(?:0[1-9]|[1-8]\\d|9[0-6])(?:\\d{9}|\\d([ .\\-])\\d{4}\\1\\d{4}|([ .\\-])\\d{3}\\2\\d{3}\\2\\d{3}|\\d{3}[ .\\-]\\d{6}|[ .\\-]\\d{3}[ .\\-]\\d{6}|[ .\\-]\\d{9})"
            + END);

    private static final Pattern PLATE = Pattern.compile(
            "(?<![\\p{L}_][.\\-]?)(?<!\\d[.\\-])[1-9]\\d(?:[ \\-]?[A-Z]{1,2}\\d?[ \\-.]{1,3}\\d{3}\\.?\\d{2}|[ \\-]?[A-Z]{1,2}\\d?[ \\-]\\d{4}|[A-Z]\\d?\\d{3}\\.?\\d{2}|[a-z]{1,2}\\d?-\\d{3}\\.?\\d{2})"
                    + END);

    private static final Pattern PASSPORT = Pattern.compile("\\d{7}" + END);

    /**
     * A number that is identified by a word before it: that of a card with nine or twelve digits, that of a passport,
     * or a telephone number that lost its leading zero in a spreadsheet.
     */
    private static final Pattern NAMED_CARD = Pattern.compile("\\d(?:[ .\\-]?\\d){8}(?:(?:[ .\\-]?\\d){3})?(?!\\d)");

    private static final Pattern NAMED_PASSPORT = Pattern.compile("\\d{6,8}(?!\\d)");
    private static final Pattern NAMED_PHONE = Pattern.compile("[35789]\\d(?:" + PART + "\\d){7}(?!\\d)");

    private static final List<String> CARDS = List.of(
            "cccd",
            "cmnd",
            "cmtnd",
            "cmt",
            "căn cước",
            "can cuoc",
            "chứng minh",
            "chung minh",
            "định danh",
            "dinh danh",
            "identity",
            "id card",
            "id no");

    private static final List<String> PASSPORTS = List.of("passport", "hộ chiếu", "ho chieu");

    private static final List<String> TELEPHONES =
            List.of("sđt", "sdt", "đt", "điện thoại", "dien thoai", "tel", "phone", "mobile", "di động", "zalo");

    /** Words that come directly before a personal number: {@code cccd001085012345}. */
    private static final Set<String> WORDS_BEFORE = Set.of(
            "cccd", "cmnd", "cmt", "cc", "so", "số", "sđt", "sdt", "đt", "dt", "đtdđ", "dtdd", "dđ", "tel", "phone",
            "mobile", "zalo", "fax", "call", "hotline", "id", "ông", "ong", "bà", "ba", "anh", "chị", "chi", "thoại",
            "thoai", "dân", "dan", "cước", "cuoc", "lh", "ms", "mr");

    /** Maximum distance of a number from the word before it that identifies it. */
    private static final int NAMED_WITHIN = 36;

    private static final int LONGEST_NUMBER = 30;
    private static final int LONGEST_WORD = 20;

    private PersonalData() {}

    /** Returns the text, or only an ellipsis where it looks like personal data. */
    public static String without(String text) {
        return in(text).isPresent() ? "…" : text;
    }

    /** Returns what the text looks like: email, phone, identity, plate; or empty. */
    public static Optional<String> in(String text) {
        if (!PlainText.mayHoldNumberOrAddress(text)) {
            return Optional.empty();
        }
        String plain = PlainText.of(text);
        String kind = kind(plain);
        // Dates and times have as many digits; they are removed only where something was found.
        return Optional.ofNullable(kind == null ? null : kind(PlainText.withoutDates(plain)));
    }

    private static @Nullable String kind(String text) {
        if (text.indexOf('@') >= 0 && EMAIL.matcher(text).find()) {
            return "email";
        }
        boolean isWithin = false;
        for (int i = 0; i < text.length(); i++) {
            boolean isDigit = isDigit(text.charAt(i));
            if (isDigit && !isWithin) {
                String kind = kindAt(text, i);
                if (kind != null) {
                    return kind;
                }
            }
            isWithin = isDigit;
        }
        return null;
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    /** Returns the kind of number that begins here; null where it is none of them. */
    private static @Nullable String kindAt(String text, int start) {
        char first = text.charAt(start);
        boolean isSigned = start > 0 && text.charAt(start - 1) == '+';
        if (isSigned && isForeign(text, start - 1)) {
            return "phone";
        }
        if (first == '0' && isHere(CARD, text, start) && isFree(text, start)) {
            return "identity";
        }
        int from = isSigned ? start - 1 : start;
        if ((first == '0' || first == '8') && isVietnamese(text, from) && isFree(text, from)) {
            return "phone";
        }
        if (first != '0' && isHere(PLATE, text, start)) {
            return "plate";
        }
        return isHere(PASSPORT, text, start) && isPassport(text, start) ? "identity" : named(text, start);
    }

    private static boolean isPassport(String text, int start) {
        if (start == 0 || "BCKNP".indexOf(text.charAt(start - 1)) < 0) {
            return false;
        }
        return start == 1
                || !(Character.isLetterOrDigit(text.charAt(start - 2)) || "_.-".indexOf(text.charAt(start - 2)) >= 0);
    }

    private static @Nullable String named(String text, int start) {
        boolean isLong = isHere(NAMED_CARD, text, start);
        boolean isShort = isHere(NAMED_PASSPORT, text, start);
        if (!isLong && !isShort) {
            return null;
        }
        int begin = start;
        while (begin > 0 && start - begin < NAMED_WITHIN && !isDigit(text.charAt(begin - 1))) {
            begin--;
        }
        String before = text.substring(begin, start).toLowerCase(Locale.ROOT);
        if (isLong && CARDS.stream().anyMatch(before::contains)) {
            return "identity";
        } else if (isShort && PASSPORTS.stream().anyMatch(before::contains)) {
            return "identity";
        }
        return isHere(NAMED_PHONE, text, start) && TELEPHONES.stream().anyMatch(before::contains) ? "phone" : null;
    }

    private static boolean isHere(Pattern pattern, String text, int start) {
        return pattern.matcher(text)
                .useTransparentBounds(true)
                .region(start, text.length())
                .lookingAt();
    }

    /** Returns whether no letters come directly before a number, except for a word that says whose it is. */
    private static boolean isFree(String text, int start) {
        int end = start;
        while (end > 0 && "_-.:".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int begin = end;
        while (begin > 0 && end - begin < LONGEST_WORD && Character.isLetter(text.charAt(begin - 1))) {
            begin--;
        }
        boolean isPartOfCode = begin > 0 && (isDigit(text.charAt(begin - 1)) || text.charAt(begin - 1) == '_');
        if (end == begin) {
            return end == start || !isPartOfCode || isDigit(text.charAt(end - 1));
        }
        String word = text.substring(begin, end).toLowerCase(Locale.ROOT);
        return !isPartOfCode && (text.charAt(start - 1) == ':' || WORDS_BEFORE.contains(word));
    }

    private static boolean isVietnamese(String text, int start) {
        Matcher number = VIETNAMESE.matcher(text).useTransparentBounds(true).region(start, text.length());
        if (!number.lookingAt() || number.group().startsWith("0.")) { // a decimal fraction
            return false;
        }
        String digits = number.group().replaceAll("\\D", "");
        String international = digits.startsWith("0084")
                ? digits.substring(2)
                : digits.startsWith("84") ? digits : "84" + digits.substring(1);
        try {
            return PHONES.isValidNumber(PHONES.parse("+" + international, null));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static boolean isForeign(String text, int start) {
        String candidate = text.substring(start, Math.min(text.length(), start + LONGEST_NUMBER));
        return PHONES.findNumbers(candidate, "VN", Leniency.VALID, 1).iterator().hasNext();
    }
}
