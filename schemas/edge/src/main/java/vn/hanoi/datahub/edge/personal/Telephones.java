package vn.hanoi.datahub.edge.personal;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises telephone numbers: Vietnamese mobile and landline numbers, and foreign ones after a plus sign. */
final class Telephones {

    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    /** The plan of the Ministry has no 030 and 031; the library accepts them. */
    private static final Pattern MOBILE = Pattern.compile("(?:3[2-9]|5\\d|7\\d|8\\d|9\\d)\\d{7}");

    private static final Pattern LANDLINE = Pattern.compile("2\\d{9}");

    /** Hà Nội's area code until 2017, with a number that has eight digits. */
    private static final Pattern OLD_LANDLINE = Pattern.compile("4([236]\\d{7})");

    /** A mobile number of eleven digits, until 2018. */
    private static final Pattern OLD_MOBILE = Pattern.compile("01[2689]\\d{8}");

    /** Hà Nội's numbers without the area code; two years are none. */
    private static final Pattern LOCAL =
            Pattern.compile("(?!(?:19|20)\\d\\d\\D(?:19|20))[236]\\d{3}[ .\\-]?\\d{4}(?![\\d.,/\\-])");

    private static final String FIRST_OF_LOCAL = "236";

    private static final Pattern NAMED = Pattern.compile(
            "(?<!\\p{L})(?:s?đt|sdt|điện thoại|tel|phone|máy bàn)(?: (?:nhà riêng|nhà|bàn|cố định|cơ quan|cq))?[ :=]{1,3}$");

    private static final int CONTEXT = 32;
    private static final int LONGEST_NUMBER = 30;

    private Telephones() {}

    static boolean is(DigitGroups number, NumberNames.@Nullable Kind named) {
        String digits = number.digits();
        if (named == NumberNames.Kind.TELEPHONE) {
            return Neighbours.leaveFree(number, true)
                    && (number.beginsWithZero() || !NumberUse.isCount(number))
                    && (national(digits) != null || MOBILE.matcher(digits).matches());
        }
        char first = digits.charAt(0);
        if (first != '0' && first != '8') {
            return false;
        }
        boolean isSigned = number.start() > 0 && number.text().charAt(number.start() - 1) == '+';
        return (isSigned || Groupings.isTelephone(number))
                && Neighbours.leaveFree(number, named != null)
                && national(digits) != null
                && !NumberUse.isCompany(number)
                && !NumberUse.isThing(number)
                && (isSigned || !isSum(number));
    }

    private static boolean isSum(DigitGroups number) {
        return number.beginsWithZero()
                ? NumberUse.isMeasured(number.text(), number.end())
                : NumberUse.isCount(number) || Groupings.isInThousands(number);
    }

    /** Returns a valid number without its country code and leading zero; null where it is none. */
    private static @Nullable String national(String digits) {
        String number = digits.startsWith("0084") ? digits.substring(2) : digits;
        if (number.startsWith("84")) {
            number = number.substring(2);
            number = number.startsWith("0") ? number.substring(1) : number;
        } else if (OLD_MOBILE.matcher(number).matches()) {
            return number;
        } else if (number.startsWith("0")) {
            number = number.substring(1);
        } else {
            return null;
        }
        Matcher old = OLD_LANDLINE.matcher(number);
        number = old.matches() ? "24" + old.group(1) : number;
        boolean hasForm =
                MOBILE.matcher(number).matches() || LANDLINE.matcher(number).matches();
        try {
            return hasForm && PHONES.isValidNumber(PHONES.parse("+84" + number, null)) ? number : null;
        } catch (NumberParseException e) {
            return null;
        }
    }

    /** Returns whether a number of Hà Nội without its area code begins at a position: a word for it stands before. */
    static boolean isLocal(String text, int start) {
        if (FIRST_OF_LOCAL.indexOf(text.charAt(start)) < 0) {
            return false;
        }
        Matcher local = LOCAL.matcher(text).region(start, text.length());
        return local.useTransparentBounds(true).lookingAt()
                && NumberUse.isAfterWord(text, start)
                && NAMED.matcher(PlainText.before(text, start, CONTEXT)).find()
                && !NumberUse.isCounted(text, local.end());
    }

    /** Returns whether a number after a plus sign is valid in any country. */
    static boolean isForeign(String text, int start) {
        int plus = start - 1;
        if (plus >= 0 && text.charAt(plus) == '(') {
            plus--;
        }
        if (plus < 0 || text.charAt(plus) != '+') {
            return false;
        }
        String candidate = text.substring(plus, Math.min(text.length(), plus + LONGEST_NUMBER));
        return PHONES.findNumbers(candidate, "VN", Leniency.VALID, 1).iterator().hasNext();
    }
}
