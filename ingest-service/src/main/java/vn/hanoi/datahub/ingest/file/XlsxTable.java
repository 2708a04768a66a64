package vn.hanoi.datahub.ingest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.ingest.admission.Detail;

/**
 * The first sheet of an XLSX workbook, its first row the header. A date cell is read as the city's local time. A row with a formula or an error in it is refused: what a
 * formula was worth when the file was saved may not be what it is worth now.
 */
final class XlsxTable implements Table {

    private static final int BUFFER = 1 << 16;
    private static final int ZIP_HEADER = 4;
    private static final double MILLIS_A_DAY = 86_400_000;
    private static final Pattern COULD_BE_THOUSANDS = Pattern.compile("-?\\d{1,3}\\.\\d{3}");

    private final ReadableWorkbook workbook;
    private final boolean from1904;
    private final Stream<org.dhatim.fastexcel.reader.Row> stream;
    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
    private final List<String> header;
    private long line;

    private XlsxTable(ReadableWorkbook workbook, boolean from1904) throws IOException {
        this.workbook = workbook;
        this.from1904 = from1904;
        this.stream = workbook.getFirstSheet().openStream();
        this.rows = stream.iterator();
        org.dhatim.fastexcel.reader.Row first = row();
        if (first == null) {
            throw new UnreadableFileException(1, Detail.of("file.empty"));
        }
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < first.getCellCount(); i++) {
            columns.add(first.getCellText(i).strip());
        }
        this.header = columns;
    }

    /** Whether a file begins as a zip does. */
    static boolean isOne(byte[] head) {
        return head.length >= ZIP_HEADER && ReadableWorkbook.isOOXMLZipHeader(head);
    }

    static XlsxTable open(Path file, Limits limits) throws IOException {
        unpack(file, limits.unpackedBytes());
        boolean from1904 = WorkbookParts.check(file);
        ReadableWorkbook workbook = null;
        try {
            workbook = new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
            return new XlsxTable(workbook, from1904);
        } catch (IOException | RuntimeException e) {
            if (workbook != null) {
                workbook.close();
            }
            throw e instanceof UnreadableFileException known
                    ? known
                    : new UnreadableFileException(1, Detail.of("file.xlsx"));
        }
    }

    /** Unpacks the workbook once without keeping anything, so that a small file that unpacks to a huge one is found out before it is read. */
    private static void unpack(Path file, long limit) throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Iterator<? extends ZipEntry> entries = zip.entries().asIterator(); entries.hasNext(); ) {
                try (InputStream in = zip.getInputStream(entries.next())) {
                    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                        bytes += read;
                        if (bytes > limit) {
                            throw new UnreadableFileException(1, Detail.of("file.unpacked", limit));
                        }
                    }
                }
            }
        } catch (ZipException | EOFException e) {
            throw new UnreadableFileException(1, Detail.of("file.xlsx"));
        }
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public Decimals decimals() {
        return Decimals.UNKNOWN;
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
        org.dhatim.fastexcel.reader.Row row = row();
        if (row == null) {
            return null;
        }
        Map<String, String> cells = new LinkedHashMap<>();
        Detail problem = null;
        for (Cell cell : row) {
            String text = cell == null ? "" : text(cell).strip();
            if (cell == null || text.isEmpty()) {
                continue;
            }
            int column = cell.getColumnIndex();
            if (column >= header.size()) {
                problem = Detail.of("file.cells", column + 1, header.size());
            } else if (header.get(column).isEmpty()) {
                problem = Detail.of("file.no-name", column + 1);
            } else if (cell.getType() == CellType.FORMULA) {
                problem = Detail.of("file.formula", header.get(column));
            } else if (cell.getType() == CellType.ERROR) {
                problem = Detail.of("file.error", header.get(column), text);
            } else {
                cells.put(header.get(column), text);
            }
        }
        return new Row(line, cells, problem);
    }

    private String text(Cell cell) {
        if (cell.getType() == CellType.FORMULA) {
            return "=" + cell.getFormula();
        } else if (cell.getType() == CellType.NUMBER) {
            String format = cell.getDataFormatString();
            if (format != null && isDate(format)) {
                return date(cell).toString();
            }
            String number = BigDecimal.valueOf(cell.asNumber().doubleValue())
                    .stripTrailingZeros()
                    .toPlainString();
            // 1.234 could be a Vietnamese thousand where a cell is text; this one is a number, and 1.2340 is read as
            // nothing else.
            return COULD_BE_THOUSANDS.matcher(number).matches() ? number + "0" : number;
        }
        return cell.getText();
    }

    /** A workbook counts its days from 1900, or from 1904 where it says so (ECMA-376, 18.17.4.1). */
    private LocalDateTime date(Cell cell) {
        return from1904
                ? LocalDate.of(1904, 1, 1)
                        .atStartOfDay()
                        .plus(Math.round(cell.asNumber().doubleValue() * MILLIS_A_DAY), ChronoUnit.MILLIS)
                : cell.asDate();
    }

    /** A format with day or year in it, outside of what it shows literally. */
    private static boolean isDate(String format) {
        String shown = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*]|\\\\.", "").toLowerCase(java.util.Locale.ROOT);
        return shown.contains("yy") || shown.contains("d") || shown.contains("h:mm");
    }

    private org.dhatim.fastexcel.reader.@Nullable Row row() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            org.dhatim.fastexcel.reader.Row row = rows.next();
            line = row.getRowNum();
            return row;
        } catch (Exception e) { // among them XMLStreamException, which the reader throws undeclared
            throw new UnreadableFileException(line + 1, Detail.of("file.xlsx"));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }
}
