package vn.hanoi.datahub.edge.personal;

import vn.hanoi.datahub.domain.event.WellFormed;

/** The beginnings of texts that are stored although they were refused, without what looks like personal data. */
public final class Excerpt {

    /** Characters after the end that are searched, too: a number that is cut there is still almost the whole number. */
    private static final int BEYOND = 128;

    private Excerpt() {}

    /** Returns the text up to the longest text of an event. */
    public static String of(String text) {
        return of(text, WellFormed.LONGEST_TEXT);
    }

    /** Returns the beginning of a text, or only an ellipsis where it looks like personal data. */
    public static String of(String text, int longest) {
        String searched = text.length() <= longest + BEYOND ? text : text.substring(0, longest + BEYOND);
        return PersonalData.in(searched).isPresent() ? PersonalData.LEFT_OUT : WellFormed.excerpt(text, longest);
    }
}
