package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words in a text that say what the number after them is. Looked for once, and only where a number may follow. */
final class NumberNames {

    /** What a word says of the number after it. */
    enum Kind {
        TELEPHONE,
        IDENTITY
    }

    private record Name(int end, Kind kind) {}

    private static final Pattern NAMES = Pattern.compile(
            "(?<!\\p{L})(?:(sđt|sdt|số đt|so dt|đt|đtdđ|dtdd|điện thoại|dien thoai|tel|telephone|phone|mobile|di động|zalo|viber|hotline|fax|liên hệ|lhệ|lh)"
                    + "|cccd|đdcn|cmnd|cmtnd|cmt|cmsq|c\\.m\\.n\\.d|gttt|căn cước|can cuoc|chứng minh|chung minh|định danh|dinh danh"
                    + "|giấy tờ tùy thân|giấy tờ tuỳ thân|identity|id card|id no|hộ chiếu|ho chieu|hochieu|passport|pp"
                    + "|bhyt|bhxh|bảo hiểm y tế|bảo hiểm xã hội)(?!\\p{L})");

    /** Maximum distance of a number from the word before it. */
    private static final int NEAR = 64;

    private static final int SHORTEST = 2;

    private final String text;
    private final boolean hasLetters;
    private @Nullable List<Name> names;

    NumberNames(String text) {
        this.text = text;
        this.hasLetters =
                text.chars().filter(Character::isLetter).limit(SHORTEST).count() == SHORTEST;
    }

    /** Returns what the last word before a position says, if it is near; null where there is none. */
    @Nullable
    Kind before(int position) {
        if (!hasLetters) {
            return null;
        }
        List<Name> all = names();
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.get(middle).end() <= position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low > 0 && position - all.get(low - 1).end() <= NEAR
                ? all.get(low - 1).kind()
                : null;
    }

    private List<Name> names() {
        List<Name> found = names;
        if (found == null) {
            found = new ArrayList<>();
            String small = text.toLowerCase(Locale.ROOT);
            Matcher name = NAMES.matcher(small.length() == text.length() ? small : text);
            while (name.find()) {
                found.add(new Name(name.end(), name.group(1) == null ? Kind.IDENTITY : Kind.TELEPHONE));
            }
            names = found;
        }
        return found;
    }
}
