package vn.hanoi.datahub.ingest.file;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Checks the length of each row of a sheet in its bytes, and how many there are. A parser of XML keeps a tag, and the
 * workbook library a whole row, so that neither may be as long as the sheet. Rows without cells count, too: hundreds of
 * millions of them fit into a file, and take minutes to read.
 */
final class SheetBounds {

    /** Maximum number of bytes of a row, and of what is before the first and after the last one. */
    static final int LONGEST = 16 << 20;

    /** Maximum number of tags there: a cell has four or six, and a sheet 16,384 columns. */
    static final int MOST_TAGS = 200_000;

    /** Maximum number of rows, with and without cells: as many as a spreadsheet has. */
    static final int MOST_ROWS = 1 << 20;

    /** How deep in a sheet its rows are: {@code worksheet/sheetData/row}. */
    private static final int DEPTH_OF_ROWS = 2;

    /** The elements of other parts whose content is kept; a part may have any name. */
    private static final Set<String> OF_OTHER_PARTS = Set.of("si", "xf", "numFmt", "Relationship", "sheet");

    private static final int LONGEST_NAME = 16;
    private static final int SNIFFED = 256;

    /** A beginning of XML in UTF-8. In other encodings, the same bytes may be other characters. */
    private static final Pattern UTF_8 = Pattern.compile(
            "(\\xEF\\xBB\\xBF)?(<\\?xml(\\s+version\\s*=\\s*[\"'][\\d.]+[\"'])?(\\s+encoding\\s*=\\s*[\"'](utf-8|us-ascii)[\"'])?"
                    + "(\\s+standalone\\s*=\\s*[\"'](yes|no)[\"'])?\\s*\\?>)?\\s*<(?!\\?xml)[\\w?!]",
            Pattern.CASE_INSENSITIVE);

    private enum State {
        TEXT,
        MARKUP,
        NAME,
        TAG,
        QUOTE,
        DECLARATION,
        COMMENT,
        CDATA,
        INSTRUCTION
    }

    private static final Set<State> WITH_LONG_ENDS = EnumSet.of(State.COMMENT, State.CDATA, State.INSTRUCTION);

    private final StringBuilder name = new StringBuilder(LONGEST_NAME);
    private State state = State.TEXT;
    private boolean isEnd;
    private int quote;

    /** The last two bytes. */
    private int last;

    private int depth;
    private int bytes;
    private int tags;
    private int rows;

    /** Returns whether a part begins as XML in UTF-8. */
    static boolean canScan(byte[] first, int length) {
        String text = new String(first, 0, Math.min(length, SNIFFED), StandardCharsets.ISO_8859_1);
        return UTF_8.matcher(text).lookingAt();
    }

    /**
     * Takes the next bytes of the sheet.
     *
     * @throws UnreadableFileException when a row is too long, or there are too many
     */
    void scan(byte[] buffer, int length) {
        for (int i = 0; i < length; i++) {
            if (++bytes > LONGEST) {
                throw WorkbookBounds.tooLarge();
            }
            int each = buffer[i];
            State former = state;
            state = next(each);
            boolean isBegun = state != former && WITH_LONG_ENDS.contains(state);
            last = isBegun ? 0 : (last << 8 | each & 0xff) & 0xffff; // "<!-->" does not end its comment
        }
    }

    private State next(int each) {
        return switch (state) {
            case TEXT -> each == '<' ? markup() : State.TEXT;
            case MARKUP ->
                switch (each) {
                    case '!' -> State.DECLARATION;
                    case '?' -> State.INSTRUCTION;
                    case '/' -> {
                        isEnd = true;
                        yield State.NAME;
                    }
                    default -> named(each);
                };
            case NAME -> named(each);
            case TAG ->
                switch (each) {
                    case '>' -> closed();
                    case '"', '\'' -> {
                        quote = each;
                        yield State.QUOTE;
                    }
                    default -> State.TAG;
                };
            case QUOTE -> each == quote ? State.TAG : State.QUOTE;
            case DECLARATION -> declared(each);
            case COMMENT -> each == '>' && last == ('-' << 8 | '-') ? State.TEXT : State.COMMENT;
            case CDATA -> each == '>' && last == (']' << 8 | ']') ? State.TEXT : State.CDATA;
            case INSTRUCTION -> each == '>' && (last & 0xff) == '?' ? State.TEXT : State.INSTRUCTION;
        };
    }

    private State markup() {
        if (++tags > MOST_TAGS) {
            throw WorkbookBounds.tooLarge();
        }
        name.setLength(0);
        isEnd = false;
        return State.MARKUP;
    }

    private State named(int each) {
        switch (each) {
            case ':' -> name.setLength(0); // the prefix of a namespace
            case '>' -> {
                return closed();
            }
            case ' ', '\t', '\r', '\n', '/' -> {
                return State.TAG;
            }
            default -> {
                if (name.length() < LONGEST_NAME) {
                    name.append((char) each);
                }
            }
        }
        return State.NAME;
    }

    /** Ends a tag. A row begins and ends at its own depth only: what is named like one within a cell is none. */
    private State closed() {
        String element = name.toString();
        if (OF_OTHER_PARTS.contains(element)) {
            throw WorkbookBounds.unreadable();
        }
        boolean isEmpty = !isEnd && (last & 0xff) == '/';
        depth -= isEnd ? 1 : 0;
        if (depth == DEPTH_OF_ROWS && element.equals("row")) {
            bytes = 0;
            tags = 0;
            rows += isEnd ? 0 : 1;
            if (rows > MOST_ROWS) {
                throw new UnreadableFileException(rows, Detail.of("file.rows", MOST_ROWS));
            }
        }
        depth += isEnd || isEmpty ? 0 : 1;
        return State.TEXT;
    }

    /** Distinguishes comments and literal text; a sheet has no other declarations. */
    private State declared(int each) {
        name.append((char) each);
        String begun = name.toString();
        if (begun.equals("--")) {
            return State.COMMENT;
        } else if (begun.equals("[CDATA[")) {
            return State.CDATA;
        } else if (!"--".startsWith(begun) && !"[CDATA[".startsWith(begun)) {
            throw WorkbookBounds.unreadable();
        }
        return State.DECLARATION;
    }
}
