package vn.hanoi.datahub.worldtests.scenario;

/**
 * A line of a file, and where it stands.
 *
 * @param text without the space around it
 * @param isIndented whether there is space before it
 */
record Line(String file, int number, String text, boolean isIndented) {

    static Line of(String file, int number, String raw) {
        return new Line(file, number, raw.strip(), raw.startsWith(" "));
    }

    String place() {
        return file + ":" + number;
    }

    /** Says what is not understood, and where. */
    NotUnderstoodException notUnderstood(String why) {
        return new NotUnderstoodException(place() + ": " + why + ": " + text);
    }
}
