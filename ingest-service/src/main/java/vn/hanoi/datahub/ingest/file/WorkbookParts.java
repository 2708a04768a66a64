package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Reads from a zip archive what the workbook library does not report: whether it is a workbook at all, in which year
 * its date system begins, which sheets have cells, and what is hidden.
 */
final class WorkbookParts {

    private static final Pattern WORKBOOK = Pattern.compile("xl/workbook\\d*\\.xml", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHEET = Pattern.compile("/?(xl/)?(worksheets/[^/]+\\.xml)", Pattern.CASE_INSENSITIVE);

    /** The ends of the content types by which a program finds these parts, whatever their names are. */
    private static final String STYLES = ".styles+xml";

    private static final String TEXTS = ".sharedStrings+xml";

    /** The namespaces of "Strict Open XML", which is another format (ISO/IEC 29500-1). */
    private static final String STRICT = "http://purl.oclc.org/ooxml/";

    /** The last column is XFD. */
    private static final int MOST_COLUMNS = 16_384;

    private static final int LONGEST_COLUMN = 3;

    private static final Set<String> YES = Set.of("1", "true");

    private static final Set<String> OF_SHEET = Set.of(
            "row",
            "col",
            "c",
            "v",
            "f",
            "mergeCell",
            MisreadCells.PHONETIC,
            MisreadCells.ALIGNED,
            MisreadCells.STRUCK_THROUGH);

    private final Path file;
    private final boolean isFrom1904;
    private final boolean hasStyles;

    /** The parts of its sheets, by their ids in the workbook. */
    private final Map<String, String> targets;

    /** The parts with texts of all sheets, as far as the workbook library misreads some of them. */
    private final Set<String> misreadTexts;

    private WorkbookParts(
            Path file, boolean isFrom1904, boolean hasStyles, Map<String, String> targets, Set<String> misreadTexts) {
        this.targets = targets;
        this.misreadTexts = misreadTexts;
        this.file = file;
        this.isFrom1904 = isFrom1904;
        this.hasStyles = hasStyles;
    }

    /**
     * Reads a file.
     *
     * @throws UnreadableFileException when the zip archive is not an XLSX workbook
     */
    static WorkbookParts of(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry workbook = zip.stream()
                    .filter(entry -> WORKBOOK.matcher(entry.getName()).matches())
                    .findFirst()
                    .orElseThrow(() -> new UnreadableFileException(1, other(zip)));
            if (count(
                            zip,
                            workbook,
                            Set.of("workbook"),
                            xml -> String.valueOf(xml.getNamespaceURI()).startsWith(STRICT))
                    > 0) {
                throw new UnreadableFileException(1, Detail.of("file.strict"));
            }
            return new WorkbookParts(
                    file,
                    count(zip, workbook, Set.of("workbookPr"), xml -> is(xml, "date1904")) > 0,
                    !parts(zip, STYLES).isEmpty(),
                    targets(zip),
                    formattedTexts(zip));
        }
    }

    private static Map<String, String> targets(ZipFile zip) throws IOException {
        Map<String, String> targets = new HashMap<>();
        Optional<? extends ZipEntry> relations = zip.stream()
                .filter(entry -> entry.getName().matches("(?i)xl/_rels/workbook\\d*\\.xml\\.rels"))
                .findFirst();
        if (relations.isPresent()) {
            count(zip, relations.get(), Set.of("Relationship"), xml -> {
                targets.put(
                        String.valueOf(xml.getAttributeValue(null, "Id")),
                        String.valueOf(xml.getAttributeValue(null, "Target")));
                return false;
            });
        }
        return targets;
    }

    /** Returns what a zip archive without a workbook is. */
    private static Detail other(ZipFile zip) {
        if (zip.getEntry("mimetype") != null) {
            return Detail.of("file.ods");
        }
        return Stream.of(
                        "xl/workbook.bin|XLSB",
                        "word/document.xml|Word (.docx)",
                        "ppt/presentation.xml|PowerPoint (.pptx)")
                .map(each -> each.split("\\|"))
                .filter(each -> zip.getEntry(each[0]) != null)
                .findFirst()
                .map(each -> Detail.of("file.format", each[1]))
                .orElseGet(() -> Detail.of("file.zip"));
    }

    /**
     * Returns whether the workbook counts its days from 1904. In XML Schema, a boolean is {@code true} or {@code 1};
     * Excel for Mac writes 1, which the library reads as false.
     */
    boolean isFrom1904() {
        return isFrom1904;
    }

    /** Returns whether it specifies how cells look. Excel always writes this part; other programs may omit it. */
    boolean hasStyles() {
        return hasStyles;
    }

    /**
     * Returns whether a sheet has cells, unlike a chart that is a sheet of its own.
     *
     * @param relation the sheet's id in the workbook
     */
    boolean isWorksheet(String relation) {
        return !targets.containsKey(relation)
                || SHEET.matcher(targets.get(relation)).matches();
    }

    /**
     * What a sheet has besides its cells.
     *
     * @param hiddenRows number of its hidden rows
     * @param hiddenColumns indexes of its hidden columns
     * @param merged its cells that span several rows
     * @param misread names in the zip archive of the parts of which the workbook library misreads some cells: the sheet
     *     itself, and the texts of all sheets
     */
    record SheetParts(long hiddenRows, BitSet hiddenColumns, MergedCells merged, Set<String> misread) {}

    /**
     * Reads a sheet to its end.
     *
     * @param relation the sheet's id in the workbook
     */
    SheetParts sheet(String relation) throws IOException {
        MergedCells merged = new MergedCells();
        BitSet columns = new BitSet();
        Set<String> ofRow = new HashSet<>();
        AtomicBoolean hasValue = new AtomicBoolean();
        MisreadCells misread = new MisreadCells();
        AtomicBoolean isMisread = new AtomicBoolean();
        Matcher sheet = SHEET.matcher(targets.getOrDefault(relation, ""));
        String part = sheet.matches() ? "xl/" + sheet.group(2) : "";
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(part);
            long hidden = entry == null
                    ? 0
                    : count(zip, entry, OF_SHEET, xml -> {
                        switch (xml.getLocalName()) {
                            case "v" -> checkOnly(hasValue);
                            case "mergeCell" -> merged.add(xml.getAttributeValue(null, "ref"));
                            case "f" ->
                                isMisread.compareAndSet(
                                        false, misread.isLost(name -> xml.getAttributeValue(null, name)));
                            case MisreadCells.PHONETIC -> isMisread.set(true);
                            case MisreadCells.ALIGNED, MisreadCells.STRUCK_THROUGH ->
                                isMisread.compareAndSet(false, isFormatted(xml));
                            case "col" -> hide(columns, xml);
                            case "c" -> {
                                hasValue.set(false);
                                check(xml.getAttributeValue(null, "r"), ofRow);
                            }
                            default -> {
                                ofRow.clear();
                                return is(xml, "hidden");
                            }
                        }
                        return false;
                    });
            Set<String> misreadParts = new HashSet<>(misreadTexts);
            if (isMisread.get()) {
                misreadParts.add(part);
            }
            return new SheetParts(hidden, columns, merged, misreadParts);
        }
    }

    /** Returns the parts with a content type. */
    private static List<? extends ZipEntry> parts(ZipFile zip, String contentType) throws IOException {
        ZipEntry types = zip.getEntry("[Content_Types].xml");
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        if (types != null) {
            count(
                    zip,
                    types,
                    Set.of("Override"),
                    xml -> String.valueOf(xml.getAttributeValue(null, "ContentType"))
                                    .endsWith(contentType)
                            && names.add(String.valueOf(xml.getAttributeValue(null, "PartName"))));
        }
        return zip.stream()
                .filter(entry -> names.contains("/" + entry.getName()) || names.contains(entry.getName()))
                .toList();
    }

    private static Set<String> formattedTexts(ZipFile zip) throws IOException {
        Set<String> parts = new HashSet<>();
        for (ZipEntry texts : parts(zip, TEXTS)) {
            if (count(zip, texts, MisreadCells.FORMATS, WorkbookParts::isFormatted) > 0) {
                parts.add(texts.getName());
            }
        }
        return parts;
    }

    private static boolean isFormatted(XMLStreamReader xml) {
        return MisreadCells.isShown(xml.getLocalName(), xml.getAttributeValue(null, "val"));
    }

    /**
     * Refuses a cell in a column that no sheet has, up to which the library fills the row, and one that its row has
     * twice, of which the library takes the last.
     */
    private static void check(@Nullable String cell, Set<String> ofRow) {
        boolean isBeyond =
                cell != null && cell.length() > LONGEST_COLUMN && Character.isLetter(cell.charAt(LONGEST_COLUMN));
        if (isBeyond || (cell != null && !ofRow.add(cell))) {
            throw WorkbookBounds.unreadable();
        }
    }

    /** Refuses a second value in a cell: the schema allows one, and each program takes another one. */
    private static void checkOnly(AtomicBoolean hasValue) {
        if (hasValue.getAndSet(true)) {
            throw WorkbookBounds.unreadable();
        }
    }

    private static void hide(BitSet columns, XMLStreamReader xml) {
        try {
            if (is(xml, "hidden")) {
                int first = Integer.parseInt(xml.getAttributeValue(null, "min"));
                int last = Integer.parseInt(xml.getAttributeValue(null, "max"));
                columns.set(Math.max(0, first - 1), Math.min(last, MOST_COLUMNS));
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw WorkbookBounds.unreadable();
        }
    }

    private static boolean is(XMLStreamReader xml, String attribute) {
        String says = xml.getAttributeValue(null, attribute);
        return says != null && YES.contains(says);
    }

    /** Returns the number of elements with one of these names in a part that meet a condition. */
    private static long count(ZipFile zip, ZipEntry part, Set<String> names, Predicate<XMLStreamReader> isCounted)
            throws IOException {
        long count = 0;
        try (InputStream in = zip.getInputStream(part)) {
            XMLStreamReader xml = xml().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && names.contains(xml.getLocalName())
                        && isCounted.test(xml)) {
                    count++;
                }
            }
            return count;
        } catch (XMLStreamException e) {
            throw WorkbookBounds.unreadable();
        }
    }

    /** Returns a factory whose readers fetch nothing from elsewhere. */
    static XMLInputFactory xml() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
