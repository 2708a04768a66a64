package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.DoubleDigits;

/**
 * The first visible sheet with cells of an XLSX workbook. A date cell is read as a local time without an offset. The
 * saved result of a formula may be outdated, so the text of its cell is the formula itself.
 */
final class XlsxSheet implements Sheet {

    private static final int ZIP_HEADER = 4;
    private static final double MILLIS_A_DAY = 86_400_000;
    private static final double SECONDS_A_DAY = 86_400;

    private static final double LARGEST_CODE = 1e15;
    private static final long HALF_A_SECOND = 500_000_000;

    private static final Pattern ESCAPED = Pattern.compile("_x(\\p{XDigit}{4})_");

    /** Formats that display a whole number digit by digit. */
    private static final Pattern DIGITS = Pattern.compile("general|@|#|0+", Pattern.CASE_INSENSITIVE);

    private final ReadableWorkbook workbook;
    private final WorkbookParts parts;
    private final Stream<org.dhatim.fastexcel.reader.Row> stream;
    private final Iterator<org.dhatim.fastexcel.reader.Row> rows;
    private final List<org.dhatim.fastexcel.reader.Sheet> sheets;
    private final org.dhatim.fastexcel.reader.Sheet read;
    private final WorkbookParts.SheetParts sheetParts;

    /** A copy of the file in which the library misreads no cell; null if the file needs none. */
    private final @Nullable Path copy;

    private final Map<String, CellFormat> formats = new HashMap<>();
    private long line;
    private int width;

    private XlsxSheet(ReadableWorkbook workbook, WorkbookParts parts, @Nullable Path copy) throws IOException {
        this.workbook = workbook;
        this.parts = parts;
        this.copy = copy;
        this.sheets = workbook.getSheets().toList();
        this.read = sheets.stream()
                .filter(sheet -> parts.isWorksheet(sheet.getId()))
                .sorted(Comparator.comparing(sheet -> sheet.getVisibility() != SheetVisibility.VISIBLE))
                .findFirst()
                .orElse(sheets.get(0));
        this.sheetParts = parts.sheet(read.getId());
        this.stream = read.openStream();
        this.rows = stream.iterator();
    }

    /** Returns whether a file begins like a zip archive. */
    static boolean isOne(byte[] head) {
        return head.length >= ZIP_HEADER && ReadableWorkbook.isOOXMLZipHeader(head);
    }

    static XlsxSheet open(Path file, Table.Limits limits) throws IOException {
        WorkbookBounds.check(file, limits.unpackedBytes());
        return open(file, WorkbookParts.of(file), null);
    }

    /** @param copy null for the file itself */
    private static XlsxSheet open(Path file, WorkbookParts parts, @Nullable Path copy) throws IOException {
        ReadableWorkbook workbook = null;
        try {
            workbook = new ReadableWorkbook(
                    (copy == null ? file : copy).toFile(), new ReadingOptions(parts.hasStyles(), true));
            XlsxSheet sheet = new XlsxSheet(workbook, parts, copy);
            return copy == null && !sheet.sheetParts.misread().isEmpty() ? sheet.legible(file) : sheet;
        } catch (IOException | RuntimeException e) {
            if (workbook != null) {
                workbook.close();
            }
            if (copy != null) {
                Files.delete(copy);
            }
            throw e instanceof UnreadableFileException known ? known : WorkbookBounds.unreadable();
        }
    }

    /** Closes this sheet, and returns it read from a copy beside the file. */
    private XlsxSheet legible(Path file) throws IOException {
        close();
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), "legible-", ".xlsx");
        MisreadCells.replace(file, sheetParts.misread(), next);
        return open(file, parts, next);
    }

    @Override
    public long line() {
        return line;
    }

    /** A line break in a cell of a workbook says nothing about the cells beside it. */
    @Override
    public @Nullable Detail problem() {
        return null;
    }

    @Override
    public Decimals decimals() {
        return Decimals.UNKNOWN;
    }

    @Override
    public char separator() {
        return ';';
    }

    @Override
    public Detail emptiness() {
        return others().isEmpty() ? Detail.of("file.empty") : Detail.of("file.empty-sheet", read.getName(), others());
    }

    private String others() {
        return sheets.stream()
                .filter(sheet -> sheet != read)
                .map(sheet -> sheet.getName() + (sheet.getVisibility() == SheetVisibility.VISIBLE ? "" : " (hidden)"))
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<Detail> notes() {
        List<Detail> notes = new ArrayList<>();
        if (!others().isEmpty()) {
            notes.add(Detail.of("note.sheets", read.getName(), others()));
        }
        if (!parts.hasStyles()) {
            notes.add(Detail.of("note.no-styles"));
        }
        if (sheetParts.hiddenRows() > 0) {
            notes.add(Detail.of("note.hidden-rows", sheetParts.hiddenRows()));
        }
        int hiddenColumns = sheetParts.hiddenColumns().get(0, width).cardinality(); // others are often hidden together
        if (hiddenColumns > 0) {
            notes.add(Detail.of("note.hidden-columns", hiddenColumns));
        }
        return notes;
    }

    @Override
    public @Nullable List<Cell> next() {
        org.dhatim.fastexcel.reader.Row row = row();
        if (row == null) {
            return null;
        }
        List<Cell> cells = new ArrayList<>(row.getCellCount());
        for (org.dhatim.fastexcel.reader.Cell cell : row) {
            if (cell != null) {
                while (cells.size() < cell.getColumnIndex()) {
                    cells.add(Cell.EMPTY);
                }
                cells.add(cell(cell));
            }
        }
        sheetParts.merged().mark(line, cells);
        width = Math.max(width, cells.size());
        return cells;
    }

    private Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        return switch (cell.getType()) {
            case NUMBER -> number(cell);
            case BOOLEAN -> new Cell(String.valueOf(cell.asBoolean()), Cell.Kind.BOOLEAN, null);
            case FORMULA ->
                cell.getFormula() == null // programs also give plain text the type of a formula's result
                        ? Cell.written(cell.getRawValue())
                        : new Cell("=" + cell.getFormula(), Cell.Kind.FORMULA, "=" + cell.getFormula());
            case ERROR -> new Cell(String.valueOf(cell.getRawValue()), Cell.Kind.ERROR, cell.getRawValue());
            case STRING, EMPTY -> Cell.written(unescaped(cell.getText()));
        };
    }

    /** Returns a text with its control characters, which a workbook writes as {@code _x000D_} (ECMA-376, 22.9.2.19). */
    private static @Nullable String unescaped(@Nullable String text) {
        return text == null || !text.contains("_x")
                ? text
                : ESCAPED.matcher(text)
                        .replaceAll(escaped -> Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(escaped.group(1), 16))));
    }

    private Cell number(org.dhatim.fastexcel.reader.Cell cell) {
        String format = cell.getDataFormatString() == null ? "General" : cell.getDataFormatString();
        BigDecimal number = DoubleDigits.saved(cell.asNumber());
        double found = number.doubleValue();
        boolean isLost = found == 0 && number.signum() != 0; // 1e-999999999, which takes a gigabyte digit by digit
        if (!Double.isFinite(found) || isLost) {
            return new Cell(String.valueOf(cell.getRawValue()), Cell.Kind.ERROR, null);
        }
        CellFormat meaning = formats.computeIfAbsent(format, CellFormat::of);
        if (meaning.isElapsed() || (meaning.isClockAlone() && found >= 0 && found <= 1)) {
            return new Cell(elapsed(Math.round(found * SECONDS_A_DAY)), Cell.Kind.DATE, null);
        } else if (meaning.isTime()) {
            try {
                return new Cell(date(cell, meaning), Cell.Kind.DATE, null);
            } catch (DateTimeException e) {
                return new Cell(String.valueOf(cell.getRawValue()), Cell.Kind.ERROR, null);
            }
        }
        String digits = number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        return format.contains("%")
                ? new Cell(digits, Cell.Kind.PERCENTAGE, null)
                : new Cell(digits, Cell.Kind.NUMBER, shown(digits, format));
    }

    private static String elapsed(long seconds) {
        String minutes = "%d:%02d".formatted(seconds / 3600, seconds / 60 % 60);
        return seconds % 60 == 0 ? minutes : minutes + ":%02d".formatted(seconds % 60);
    }

    /**
     * Returns what the spreadsheet displays for a number that is a code: {@code 7} is {@code 007} in the format
     * {@code 000}. Null if that is unknown.
     */
    private static @Nullable String shown(String digits, String format) {
        boolean isCode = digits.chars().allMatch(Character::isDigit)
                && Double.parseDouble(digits) < LARGEST_CODE
                && DIGITS.matcher(format).matches();
        return isCode
                ? "0".repeat(format.startsWith("0") ? Math.max(0, format.length() - digits.length()) : 0) + digits
                : null;
    }

    /**
     * Returns the date in a cell. A workbook counts its days from 1900, or from 1904 if it says so (ECMA-376,
     * 18.17.4.1). Times that are calculated by adding up hours miss a second by milliseconds, which nobody sees unless
     * the format shows them.
     */
    private String date(org.dhatim.fastexcel.reader.Cell cell, CellFormat format) {
        LocalDateTime exact = parts.isFrom1904()
                ? LocalDate.of(1904, 1, 1)
                        .atStartOfDay()
                        .plus(Math.round(cell.asNumber().doubleValue() * MILLIS_A_DAY), ChronoUnit.MILLIS)
                : cell.asDate();
        LocalDateTime shown =
                format.showsFractions() ? exact : exact.plusNanos(HALF_A_SECOND).truncatedTo(ChronoUnit.SECONDS);
        boolean isDay = !format.isClock() && shown.toLocalTime().equals(LocalTime.MIDNIGHT);
        return isDay ? shown.toLocalDate().toString() : shown.toString();
    }

    private org.dhatim.fastexcel.reader.@Nullable Row row() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            org.dhatim.fastexcel.reader.Row row = rows.next();
            line = row.getRowNum();
            return row;
        } catch (Exception e) { // including XMLStreamException, which the library throws undeclared
            boolean isIsoDate = String.valueOf(e.getMessage()).endsWith("cell type : d"); // ECMA-376, 18.18.11
            throw new UnreadableFileException(line + 1, Detail.of(isIsoDate ? "file.iso-date" : "file.xlsx"));
        }
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
        if (copy != null) {
            Files.deleteIfExists(copy);
        }
    }
}
