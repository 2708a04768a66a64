package vn.hanoi.datahub.edge.personal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Detects what may be the name of a person in Vietnam: a family name and two more names, each with a capital, or fewer
 * after a form of address. Streets, schools and wards are named after people, too: after such a word it is a place.
 * Detection is never certain, so a name is reported and not refused.
 */
public final class PersonNames {

    private static final int LONGEST_TEXT = 4_096;
    private static final int LONGEST_WORD = 12;
    private static final int MOST_WORDS = 5;

    /** The most common family names, with and without diacritics. */
    private static final Set<String> FAMILIES = Set.of(
            "nguyễn", "nguyen", "trần", "tran", "lê", "le", "phạm", "pham", "hoàng", "hoang", "huỳnh", "huynh", "phan",
            "vũ", "vu", "võ", "vo", "đặng", "dang", "bùi", "bui", "đỗ", "hồ", "ngô", "ngo", "dương", "duong", "lý",
            "ly", "đào", "dao", "đinh", "dinh", "trịnh", "trinh", "mai", "lương", "luong", "tạ", "đoàn", "doan", "hà",
            "ha", "cao", "chu", "tô", "phùng", "phung", "kiều", "kieu", "quách", "quach", "thái", "thai", "lưu", "luu",
            "vương", "vuong", "trương", "truong", "lâm", "lam", "triệu", "trieu");

    /** Words that precede a person's name. */
    private static final Set<String> ADDRESSES = Set.of(
            "ông", "ong", "bà", "ba", "anh", "chị", "chi", "cô", "co", "chú", "bác", "em", "cháu", "mr", "mrs", "ms",
            "tên", "ten", "họ", "tên:", "chủ", "nộp");

    /** Words that precede the name of a place. */
    private static final Set<String> PLACES = Set.of(
            "phố", "pho", "đường", "duong", "p", "đ", "phường", "phuong", "xã", "xa", "quận", "quan", "huyện", "trường",
            "truong", "thpt", "thcs", "tiểu", "học", "cầu", "cau", "chợ", "cho", "hồ", "ngõ", "ngo", "ngách", "viện",
            "vien", "ty", "toà", "tòa", "khu", "lộ", "viên", "sông", "trạm", "tram", "nút", "nut", "hầm", "tháp", "đền",
            "chùa", "ubnd", "thôn", "bến", "tượng", "đài", "giao", "-", "–", "/");

    private PersonNames() {}

    /** Returns whether the text may contain a name. */
    public static boolean isIn(String text) {
        if (text.indexOf(' ') < 0 || text.length() > LONGEST_TEXT) {
            return false;
        }
        List<String> words = words(text);
        for (int i = 0; i < words.size(); i++) {
            if (FAMILIES.contains(plain(words.get(i))) && isName(words.get(i))) {
                String before = i == 0 ? "" : plain(words.get(i - 1));
                int length = length(words, i);
                if (!PLACES.contains(before)
                        && length >= (ADDRESSES.contains(before) ? 2 : 3)
                        && length <= MOST_WORDS) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.split("\\s+")) {
            words.add(word);
        }
        return words;
    }

    /** Returns how many words from here on are names; a word that ends in a punctuation mark is the last. */
    private static int length(List<String> words, int from) {
        int length = 0;
        while (from + length < words.size() && isName(words.get(from + length))) {
            length++;
            if (!Character.isLetter(words.get(from + length - 1)
                    .charAt(words.get(from + length - 1).length() - 1))) {
                break;
            }
        }
        return length;
    }

    /** Returns whether a word consists of letters, the first of them a capital; punctuation may surround it. */
    private static boolean isName(String word) {
        String letters = word.replaceAll("[.,;:)\\]\"'!?]+$", "").replaceAll("^[(\\[\"']+", "");
        return !letters.isEmpty()
                && letters.length() <= LONGEST_WORD
                && Character.isUpperCase(letters.charAt(0))
                && letters.chars().allMatch(Character::isLetter);
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replaceAll("[.,;:()\\[\\]\"']", "");
    }
}
