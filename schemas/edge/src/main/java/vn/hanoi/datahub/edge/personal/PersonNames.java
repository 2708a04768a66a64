package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Detects what may be the name of a person in Vietnam: a family name and two more names, each with a capital, or fewer
 * after a form of address. A middle name such as Thị says more than the family name. Streets, schools and wards are
 * named after people, too: after such a word or a house number it is a place. Detection is never certain, so a name is
 * reported and not refused.
 */
public final class PersonNames {

    private static final int LONGEST_TEXT = 4_096;
    private static final int FEWEST_LETTERS = 4;
    private static final int LONGEST_WORD = 12;
    private static final int MOST_WORDS = 6;

    /** Between words, as people write names into file names and keys: {@code Nguyen_Van_An}, {@code NguyenVanAn}. */
    private static final Pattern BETWEEN =
            Pattern.compile("[\\s_/]+|\\.(?=\\p{Ll})|(?<=\\p{L})-(?=\\p{Lu})|(?<=\\p{Ll})(?=\\p{Lu}\\p{Ll})");

    private static final Pattern NUMBER = Pattern.compile("\\d+[A-Za-z]?(?:/\\d+)?");

    /** The most common family names, with and without diacritics. */
    private static final Set<String> FAMILIES = Set.of(
            "nguyễn", "nguyen", "trần", "tran", "lê", "le", "phạm", "pham", "hoàng", "hoang", "huỳnh", "huynh", "phan",
            "vũ", "vu", "võ", "vo", "đặng", "dang", "bùi", "bui", "đỗ", "do", "hồ", "ho", "ngô", "ngo", "dương",
            "duong", "lý", "ly", "đào", "dao", "đinh", "dinh", "trịnh", "trinh", "mai", "lương", "luong", "tạ", "ta",
            "đoàn", "doan", "hà", "ha", "cao", "chu", "tô", "phùng", "phung", "kiều", "kieu", "quách", "quach", "thái",
            "thai", "lưu", "luu", "vương", "vuong", "trương", "truong", "lâm", "lam", "triệu", "trieu", "vi", "nông",
            "lò", "giàng", "đàm", "nghiêm", "khuất", "tống", "tăng", "cù", "bạch", "thân", "hứa", "châu", "cấn", "tôn",
            "lại", "la", "mạc", "phí", "doãn", "chử", "âu", "khổng", "công", "bế", "lường", "quàng", "tòng", "sùng");

    /** Middle names that hardly anything but a person has. */
    private static final Set<String> MIDDLES = Set.of("thị", "thi", "văn", "van");

    /** A family name and the word after it, where together they are no name of a person. */
    private static final Set<String> NO_NAMES = Set.of(
            "hà nội",
            "ha noi",
            "hà nam",
            "hà tĩnh",
            "hà giang",
            "hà đông",
            "hồ chí",
            "hồ hoàn",
            "hồ tây",
            "hồ bảy",
            "hồ gươm",
            "hồ sơ",
            "đào tạo",
            "lưu trữ",
            "cao đẳng",
            "cao bằng",
            "cao tốc",
            "đoàn thanh",
            "đoàn thể",
            "đoàn viên",
            "thái nguyên",
            "thái bình",
            "lâm đồng",
            "lương tối",
            "lương thực",
            "lý lịch",
            "lý luận",
            "công ty",
            "công an",
            "công nghệ",
            "công dân",
            "công trình",
            "công tác",
            "công chức",
            "công viên",
            "châu âu",
            "châu á",
            "tăng trưởng",
            "do it");

    /** Words that precede a person's name. */
    private static final Set<String> ADDRESSES = Set.of(
            "ông", "ong", "bà", "ba", "anh", "chị", "chi", "cô", "co", "chú", "bác", "em", "cháu", "mr", "mrs", "ms",
            "tên", "ten", "họ", "chủ", "nộp");

    /** Words that precede the name of a place or an organisation. */
    private static final Set<String> PLACES = Set.of(
            "phố", "pho", "đường", "duong", "p", "đ", "phường", "phuong", "xã", "xa", "quận", "quan", "huyện", "trường",
            "truong", "thpt", "thcs", "th", "mn", "cầu", "cau", "chợ", "cho", "hồ", "ngõ", "ngách", "viện", "vien",
            "ty", "tnhh", "phần", "cp", "toà", "tòa", "khu", "lộ", "viên", "sông", "trạm", "tram", "nút", "nut", "hầm",
            "chui", "tháp", "đền", "chùa", "ubnd", "thôn", "bến", "tượng", "đài", "tư", "ngã", "kđt", "ga", "ktx", "tp",
            "tx", "sở", "quảng", "cơ");

    /** Words after a name that make it a place. */
    private static final Set<String> AFTER = Set.of("street", "road", "line", "metro", "ward");

    private PersonNames() {}

    /** Returns whether the text may contain a name. */
    public static boolean isIn(String text) {
        if (text.length() > LONGEST_TEXT || !PlainText.hasLetters(text, FEWEST_LETTERS)) { // most codes have fewer
            return false;
        }
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            if (FAMILIES.contains(plain(words.get(i))) && isNameAt(words, i)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : BETWEEN.split(text)) {
            if (!word.isEmpty() && !word.equals("-") && !word.equals("–")) {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean isNameAt(List<String> words, int at) {
        String before = at == 0 ? "" : plain(words.get(at - 1));
        String second = at + 1 < words.size() ? plain(words.get(at + 1)) : "";
        if (PLACES.contains(before)
                || NUMBER.matcher(before).matches()
                || NO_NAMES.contains(plain(words.get(at)) + ' ' + second)) {
            return false;
        }
        if (MIDDLES.contains(second) && at + 2 < words.size() && isWord(words.get(at + 2))) {
            return true; // whatever the case: nguyễn văn an
        }
        int length = length(words, at);
        String after = at + length < words.size() ? plain(words.get(at + length)) : "";
        String last = length == 0 ? "" : plain(words.get(at + length - 1));
        return length >= (ADDRESSES.contains(before) ? 2 : 3)
                && length <= MOST_WORDS
                && !AFTER.contains(after)
                && !AFTER.contains(last);
    }

    /** Returns how many words from here on are names; a word that ends in a punctuation mark is the last. */
    private static int length(List<String> words, int from) {
        int length = 0;
        while (from + length < words.size() && isName(words.get(from + length))) {
            String word = words.get(from + length);
            length++;
            if (!Character.isLetter(word.charAt(word.length() - 1))) {
                break;
            }
        }
        return length;
    }

    /** Returns whether a word consists of letters, the first of them a capital; punctuation may surround it. */
    private static boolean isName(String word) {
        String letters = letters(word);
        return !letters.isEmpty()
                && letters.length() <= LONGEST_WORD
                && Character.isUpperCase(letters.charAt(0))
                && letters.chars().allMatch(Character::isLetter);
    }

    private static boolean isWord(String word) {
        String letters = letters(word);
        return letters.length() > 1
                && letters.length() <= LONGEST_WORD
                && letters.chars().allMatch(Character::isLetter);
    }

    private static String letters(String word) {
        return word.replaceAll("[.,;:)\\]\"'!?]+$", "").replaceAll("^[(\\[\"']+", "");
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[.,;:()\\[\\]\"']", "");
    }
}
