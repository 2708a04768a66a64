package vn.hanoi.datahub.ingest.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.edge.personal.Excerpt;

/**
 * A CSV file (RFC 4180) in UTF-8, or in UTF-16 with a byte order mark. The header shows whether it is separated by
 * commas, semicolons, tabs or vertical bars. Files in older encodings are refused, because their Vietnamese text would
 * be misread without anyone noticing.
 */
final class CsvSheet implements Sheet {

    /** Number of bytes at the beginning of a file that show what it is. */
    static final int HEAD = 1 << 16;

    private static final Pattern HINT = Pattern.compile("\"?sep= ?([,;\\t|])\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern RECORD_AT = Pattern.compile("record starting at line (\\d+)");
    private static final Pattern IN_QUOTES = Pattern.compile("\"[^\"]{0,1000}\"");
    private static final Pattern CODE = Pattern.compile("=\"([^\"=]*)\"");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern BREAK_AT_END = Pattern.compile("[\\r\\n]\\z");
    private static final int LONGEST_EXCERPT = 100;
    private static final char MARK = '\uFEFF';

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final char separator;
    private long line;
    private @Nullable Detail problem;
    private boolean isBegun;

    private CsvSheet(CsvReader<CsvRecord> reader, char separator) {
        this.reader = reader;
        this.records = reader.iterator();
        this.separator = separator;
    }

    /** Returns whether a record is the line that specifies the separator for Excel: {@code sep=;}. */
    private static boolean isHint(CsvRecord record, char separator) {
        return HINT.matcher(String.join(String.valueOf(separator), record.getFields()))
                .matches();
    }

    static CsvSheet open(Path file, byte[] head) throws IOException {
        Charset charset = charset(head);
        InputStream in = Files.newInputStream(file);
        try {
            BufferedReader text = new BufferedReader(
                    new InputStreamReader(
                            in,
                            charset.newDecoder()
                                    .onMalformedInput(CodingErrorAction.REPORT)
                                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
                    HEAD);
            text.mark(1);
            if (readOr(text) != MARK) {
                text.reset();
            }
            return open(text, separator(new String(head, charset)));
        } catch (IOException | RuntimeException e) {
            in.close(); // not closed elsewhere: a refused file must not keep its handle
            throw e;
        }
    }

    /** Opens a text that is already in memory. */
    static CsvSheet of(String text) {
        return open(new BufferedReader(new StringReader(text)), separator(text));
    }

    private static CsvSheet open(BufferedReader text, char separator) {
        return new CsvSheet(
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowUnclosedQuote(false)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(text),
                separator);
    }

    private static int readOr(BufferedReader text) throws IOException {
        try {
            return text.read();
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(1, Detail.of("file.encoding"));
        }
    }

    private static Charset charset(byte[] head) {
        if (head.length >= 2 && (head[0] == (byte) 0xFE && head[1] == (byte) 0xFF)) {
            return StandardCharsets.UTF_16BE;
        } else if (head.length >= 2 && (head[0] == (byte) 0xFF && head[1] == (byte) 0xFE)) {
            return StandardCharsets.UTF_16LE;
        } else if (head.length > 3 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) {
            return StandardCharsets.UTF_16LE; // without a mark, and with a header that begins with two plain letters
        } else if (head.length > 3 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    /**
     * Returns the separator that the file specifies, or else the most frequent one in the header outside quotation
     * marks; a comma if there is none.
     */
    private static char separator(String head) {
        Optional<String> first = IN_QUOTES
                .matcher(head)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group().replace('\n', ' ').replace('\r', ' ')))
                .lines()
                .map(line -> line.replace(String.valueOf(MARK), ""))
                .filter(line -> !line.isBlank())
                .findFirst();
        Matcher hint = HINT.matcher(first.orElse(""));
        if (hint.matches()) {
            return hint.group(1).charAt(0);
        }
        String header = QUOTED.matcher(first.orElse("")).replaceAll("");
        char most = ',';
        for (char each : new char[] {',', ';', '\t', '|'}) {
            if (count(header, each) > count(header, most)) {
                most = each;
            }
        }
        return most;
    }

    private static long count(String text, char character) {
        return text.chars().filter(each -> each == character).count();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public @Nullable Detail problem() {
        return problem;
    }

    @Override
    public Decimals decimals() {
        return switch (separator) {
            case ',' -> Decimals.BETWEEN_COMMAS;
            case ';' -> Decimals.BETWEEN_OTHERS;
            default -> Decimals.UNKNOWN;
        };
    }

    @Override
    public char separator() {
        return separator;
    }

    @Override
    public List<Detail> notes() {
        return List.of();
    }

    @Override
    public @Nullable List<Cell> next() {
        CsvRecord record = record();
        if (record != null && !isBegun && isHint(record, separator)) {
            record = record();
        }
        isBegun = isBegun || (record != null && !isBlank(record));
        return record == null
                ? null
                : record.getFields().stream()
                        .map(field -> Cell.text(unwrapped(Cell.plain(field))))
                        .toList();
    }

    /** Removes the form {@code ="007"}, which keeps a spreadsheet from turning a code into a number. */
    private static String unwrapped(String text) {
        Matcher code = CODE.matcher(text);
        return code.matches() ? code.group(1) : text;
    }

    /**
     * Returns a problem if a cell contains a line break. No field allows one, so it usually comes from a quotation mark
     * that is closed in a later line: the row then has the values of several.
     */
    private static @Nullable Detail broken(CsvRecord record) {
        for (String cell : record.getFields()) {
            if (cell.indexOf('\n') >= 0 || cell.indexOf('\r') >= 0) {
                long first = record.getStartingLineNumber();
                long last = first
                        + record.getFields().stream()
                                .mapToLong(each -> each.lines().count()
                                        - 1
                                        + (BREAK_AT_END.matcher(each).find() ? 1 : 0))
                                .filter(breaks -> breaks > 0)
                                .sum();
                return Detail.of("file.line-break", first, last, excerpt(cell));
            }
        }
        return null;
    }

    /** Returns the beginning of a cell in one line. The cell need not be one that is read, so it may hold anything. */
    private static String excerpt(String cell) {
        return Excerpt.of(cell.strip(), LONGEST_EXCERPT).replaceAll("\\R", " ⏎ ");
    }

    private static boolean isBlank(CsvRecord record) {
        return record.getFields().stream().allMatch(String::isBlank);
    }

    private @Nullable CsvRecord record() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            problem = broken(record);
            return record;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new UnreadableFileException(line + 1, Detail.of("file.encoding"));
            }
            throw e;
        } catch (CsvParseException | NoSuchElementException e) {
            String why = String.valueOf(e.getMessage());
            Matcher at = RECORD_AT.matcher(why);
            throw new UnreadableFileException(
                    at.find() ? Long.parseLong(at.group(1)) : line + 1,
                    Detail.of(why.contains("after closing quote") ? "file.quote" : "file.csv"));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
