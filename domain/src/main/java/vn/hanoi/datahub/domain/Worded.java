package vn.hanoi.datahub.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A constant of an enum that has a word in the catalogue, in topics and in the API: NO_DATA is {@code no-data}. */
public interface Worded {

    String name();

    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the constant that has a word. */
    static <E extends Enum<E> & Worded> Optional<E> find(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.word().equals(word))
                .findFirst();
    }
}
