package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words in a text that say what the number after them is. Looked for once, and only where a number may follow. */
final class NumberNames {

    /** What a word says of the number after it. */
    enum Kind {
        TELEPHONE,
        IDENTITY,
        PASSPORT;

        boolean isIdentity() {
            return this != TELEPHONE;
        }
    }

    private record Name(int start, int end, Kind kind) {}

    /** Where a word begins, also within a field's name: {@code soCMND}. */
    private static final String BEGIN = "(?:(?<!\\p{L})|(?<=\\p{Ll})(?=\\p{Lu}))";

    private static final Pattern NAMES = Pattern.compile(BEGIN
            + "(?iu:(sđt|sdt|số đt|so dt|đt|đtdđ|dtdd|dt|điện thoại|dien thoai|tel|telephone|phone(?: ?number)?|mobile|di động|zalo|viber|hotline|fax|liên hệ|lhệ|lh)"
            + "|(hộ chiếu|ho chieu|hochieu|passport|pp)"
            + "|cccd|đdcn|sđdcn|cmnd|cmtnd|cmt|cmsq|c\\.m\\.n\\.d|gttt|căn cước|can cuoc|chứng minh|chung minh|định danh|dinh danh"
            + "|giấy tờ tùy thân|giấy tờ tuỳ thân|identity|id ?card|id no"
            + "|bhyt|bhxh|bảo hiểm y tế|bảo hiểm xã hội)(?!\\p{L})");

    /** Maximum distance of a number from the word before it. */
    private static final int NEAR = 64;

    private static final int SHORTEST = 2;

    private final String text;
    private @Nullable List<Name> names;

    NumberNames(String text) {
        this.text = text;
    }

    /** Returns what the words next to a number say that begins at a position; null where there are none. */
    @Nullable
    Kind of(int start) {
        int first = firstFrom(start);
        Name before = first > 0 ? names().get(first - 1) : null;
        if (before != null && start - before.end() <= NEAR) {
            return before.kind();
        }
        Name after = first < names().size() ? names().get(first) : null;
        return after != null && follows(after.start(), start) ? after.kind() : null;
    }

    /** Returns the index of the first name that begins at a position or later. */
    private int firstFrom(int position) {
        List<Name> all = names();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).start() < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns whether a name stands directly after a number: {@code 012345678 (CMND)}, but not after a count. */
    private boolean follows(int name, int start) {
        int end = DigitGroups.endOfGroup(text, start);
        return DigitGroups.endOfSeparator(text, end) == name
                && name > end
                && (text.charAt(start) == '0' || text.charAt(name - 1) != ' ');
    }

    private List<Name> names() {
        List<Name> found = names;
        if (found == null) {
            found = new ArrayList<>();
            Matcher name = NAMES.matcher(text);
            boolean mayHold = PlainText.hasLetters(text, SHORTEST);
            while (mayHold && name.find()) {
                found.add(new Name(name.start(), name.end(), kind(name)));
            }
            names = found;
        }
        return found;
    }

    private static Kind kind(Matcher name) {
        if (name.group(1) != null) {
            return Kind.TELEPHONE;
        }
        return name.group(2) == null ? Kind.IDENTITY : Kind.PASSPORT;
    }
}
