package vn.hanoi.datahub.edge.personal;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognises text that looks like personal data, which is never admitted (Law 91/2025/QH15, Decree 356/2025/NĐ-CP):
 * e-mail addresses, telephone numbers, numbers of identity cards and passports and their machine-readable lines, dates
 * of birth, tax codes of persons, bank accounts, number plates, in all common notations ({@link PlainText}). A run of
 * digits within a hash or a sensor's code is not a personal number. Everything that is tried at one place reads a
 * bounded number of characters, so that a megabyte in one field cannot block admission.
 */
public final class PersonalData {

    /** Eight of a date, and nine of the shortest number. */
    private static final int DIGITS_OF_DATE_AND_NUMBER = 17;

    private static final int DIGITS_OF_NUMBER = 9;

    /** Stands where personal data was. */
    public static final String LEFT_OUT = "…";

    private PersonalData() {}

    /** Returns the text, or only an ellipsis where it looks like personal data. */
    public static String without(String text) {
        return in(text).isPresent() ? LEFT_OUT : text;
    }

    /** Returns what the text looks like: email, phone, identity, birth, account, plate; or empty. */
    public static Optional<String> in(String text) {
        if (!PlainText.mayHoldNumberOrAddress(text)) {
            return Optional.empty();
        }
        String plain = PlainText.of(text);
        if (MailAddresses.isIn(plain)) {
            return Optional.of("email");
        } else if (MachineReadable.isIn(plain)) {
            return Optional.of("identity");
        } else if (BirthDates.isIn(plain)) {
            return Optional.of("birth");
        }
        // Dates, times and hashes are masked only where it matters, because most texts are free of numbers.
        return number(plain) != null || mayHideNumber(plain)
                ? Optional.ofNullable(number(PlainText.withoutCodes(plain)))
                : Optional.empty();
    }

    /** Returns whether digits follow a date, or a word, so closely that it hides where a number begins. */
    private static boolean mayHideNumber(String text) {
        int digits = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            if (isDigit(each)) {
                digits++;
                run++;
            } else {
                digits = each == '-' || each == '/' || each == '.' ? digits : 0;
                run = 0;
            }
            if (digits >= DIGITS_OF_DATE_AND_NUMBER || run == DIGITS_OF_NUMBER && isAttached(text, i - run)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAttached(String text, int before) {
        return before > 0 && (text.charAt(before) == '_' || text.charAt(before) == '-');
    }

    private static @Nullable String number(String text) {
        NumberNames names = new NumberNames(text);
        boolean isWithin = false;
        for (int i = 0; i < text.length(); i++) {
            boolean isDigit = isDigit(text.charAt(i));
            if (isDigit && !isWithin) {
                String kind = numberAt(text, i, names);
                if (kind != null) {
                    return kind;
                }
            }
            isWithin = isDigit;
        }
        return null;
    }

    private static @Nullable String numberAt(String text, int start, NumberNames names) {
        if (DigitGroups.isLong(text, start)) {
            NumberNames.Kind named = names.of(start);
            for (DigitGroups number : DigitGroups.from(text, start, named != null)) {
                if (IdentityNumbers.is(number, named)) {
                    return "identity";
                } else if (Telephones.is(number, named)) {
                    return "phone";
                }
            }
            if (NumberUse.isTaxCodeOfPerson(text, start)) {
                return "identity";
            } else if (NumberUse.isAccount(text, start)) {
                return "account";
            } else if (Telephones.isForeign(text, start)) {
                return "phone";
            } else if (HealthCards.is(text, start)) {
                return "identity";
            }
        }
        if (Telephones.isLocal(text, start)) {
            return "phone";
        }
        if (Passports.mayBe(text, start) && Passports.is(text, start, names)) {
            return "identity";
        }
        return NumberPlates.is(text, start) || ArmyPlates.is(text, start) ? "plate" : null;
    }

    /** Returns whether a pattern matches at a position; it may look at what stands before. */
    static boolean isHere(Pattern pattern, String text, int start) {
        return pattern.matcher(text)
                .useTransparentBounds(true)
                .region(start, text.length())
                .lookingAt();
    }

    static boolean isDigit(int each) {
        return each >= '0' && each <= '9';
    }
}
