package vn.hanoi.datahub.ingest.file;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Detail;

/**
 * CSV as RFC 4180 has it, in UTF-8 (or UTF-16 with its mark), separated by comma, semicolon or tab as its header shows. Files in older encodings are refused: their
 * Vietnamese would be read wrongly without anybody noticing.
 */
final class CsvTable implements Table {

    /** So much of a file shows what it is. */
    static final int HEAD = 1 << 16;

    private static final Pattern HINT = Pattern.compile("sep=([,;\\t])", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final char MARK = '\uFEFF';

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<String> header;
    private final Decimals decimals;
    private long line;

    private CsvTable(CsvReader<CsvRecord> reader, char separator) {
        this.reader = reader;
        this.records = reader.iterator();
        CsvRecord first = record();
        while (first != null && (isBlank(first) || isHint(first, separator))) {
            first = record();
        }
        if (first == null) {
            throw new UnreadableFileException(1, Detail.of("file.empty"));
        }
        this.header = first.getFields().stream().map(String::strip).toList();
        this.decimals = separator == ',' ? Decimals.BETWEEN_COMMAS : Decimals.BETWEEN_OTHERS;
    }

    private static boolean isBlank(CsvRecord record) {
        return record.getFields().stream().allMatch(String::isBlank);
    }

    /** The line by which Excel is told the separator: {@code sep=;}. */
    private static boolean isHint(CsvRecord record, char separator) {
        return HINT.matcher(String.join(String.valueOf(separator), record.getFields()))
                .matches();
    }

    static CsvTable open(Path file, byte[] head) throws IOException {
        Charset charset = charset(head);
        char separator = separator(new String(head, charset));
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
            return new CsvTable(
                    CsvReader.builder()
                            .fieldSeparator(separator)
                            .allowUnclosedQuote(false)
                            .allowExtraFields(true)
                            .allowMissingFields(true)
                            .ofCsvRecord(text),
                    separator);
        } catch (IOException | RuntimeException e) {
            in.close(); // nobody else will: a file that is refused must not keep its handle
            throw e;
        }
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
        }
        return StandardCharsets.UTF_8;
    }

    /** The one the file names, or the one that is most often in the header outside of quotation marks; a comma where none is. */
    private static char separator(String head) {
        Optional<String> first = head.lines()
                .map(line -> line.replace(String.valueOf(MARK), ""))
                .filter(line -> !line.isBlank())
                .findFirst();
        Matcher hint = HINT.matcher(first.orElse(""));
        if (hint.matches()) {
            return hint.group(1).charAt(0);
        }
        String header = QUOTED.matcher(first.orElse("")).replaceAll("");
        char most = ',';
        for (char each : new char[] {',', ';', '\t'}) {
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
    public List<String> header() {
        return header;
    }

    @Override
    public Decimals decimals() {
        return decimals;
    }

    @Override
    public @Nullable Row next() {
        while (true) {
            Row row = nextOrEmpty();
            if (row == null || !row.isEmpty()) {
                return row;
            }
        }
    }

    private @Nullable Row nextOrEmpty() {
        CsvRecord record = record();
        if (record == null) {
            return null;
        }
        Map<String, String> cells = new LinkedHashMap<>();
        List<String> fields = record.getFields();
        Detail problem = null;
        for (int i = 0; i < fields.size(); i++) {
            String cell = fields.get(i).strip();
            if (cell.isEmpty()) {
                continue;
            }
            if (i >= header.size()) {
                problem = Detail.of("file.cells", fields.size(), header.size());
            } else if (header.get(i).isEmpty()) {
                problem = Detail.of("file.no-name", i + 1);
            } else {
                cells.put(header.get(i), cell);
            }
        }
        return new Row(line, cells, problem);
    }

    private @Nullable CsvRecord record() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            line = record.getStartingLineNumber();
            return record;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CharacterCodingException) {
                throw new UnreadableFileException(line + 1, Detail.of("file.encoding"));
            }
            throw e;
        } catch (CsvParseException | NoSuchElementException e) {
            throw new UnreadableFileException(line + 1, Detail.of("file.csv"));
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
