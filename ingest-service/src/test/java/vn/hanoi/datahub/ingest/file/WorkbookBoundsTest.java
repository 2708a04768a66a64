package vn.hanoi.datahub.ingest.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Small files that take gigabytes when they are read. One of them would end the process, and each of its successors.
 */
class WorkbookBoundsTest {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String TEXTS = "xl/sharedStrings.xml";
    private static final String HEADER = "<worksheet xmlns='" + MAIN
            + "'><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>station</t></is></c></row>";
    private static final String END = "</sheetData></worksheet>";
    private static final int MANY = 9 << 20;

    @TempDir
    private Path folder;

    private final Map<String, String> parts = new LinkedHashMap<>(Map.of(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                    + type("xl/workbook.xml", "sheet.main") + type(SHEET, "worksheet")
                    + type(TEXTS, "sharedStrings") + "</Types>",
            "_rels/.rels",
            relations("<Relationship Id='r1' Type='" + OFFICE + "/officeDocument' Target='xl/workbook.xml'/>"),
            "xl/workbook.xml",
            "<workbook xmlns='" + MAIN + "' xmlns:r='" + OFFICE
                    + "'><sheets><sheet name='a' sheetId='1' r:id='r1'/></sheets></workbook>",
            "xl/_rels/workbook.xml.rels",
            relations("<Relationship Id='r1' Type='" + OFFICE + "/worksheet' Target='worksheets/sheet1.xml'/>"),
            SHEET,
            HEADER + "<row r='2'><c r='A2' t='s'><v>0</v></c></row>" + END,
            TEXTS,
            "<sst xmlns='" + MAIN + "'><si><t>S1</t></si></sst>"));

    private static String type(String part, String name) {
        return "<Override PartName='/" + part + "' ContentType='" + TYPE + name + "+xml'/>";
    }

    private static String relations(String relations) {
        return "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + relations
                + "</Relationships>";
    }

    /** Writes the parts; what is in braces with a number is repeated so many times. */
    private Path file() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(1);
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                write(zip, part.getValue());
            }
        }
        return Files.write(folder.resolve("book.xlsx"), bytes.toByteArray());
    }

    private static void write(OutputStream out, String text) throws IOException {
        String[] pieces = text.split("\\{\\{|}}");
        for (int i = 0; i < pieces.length; i++) {
            int star = pieces[i].lastIndexOf('*');
            String one = i % 2 == 0 ? pieces[i] : pieces[i].substring(0, star);
            long times = i % 2 == 0 ? 1 : Long.parseLong(pieces[i].substring(star + 1)) / one.length() + 1;
            byte[] block = one.repeat((int) Math.min(times, 1_000)).getBytes(StandardCharsets.UTF_8);
            for (long written = 0; written < times; written += 1_000) {
                out.write(block);
            }
        }
    }

    private List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        try (Table table = Table.open(file(), new Table.Limits(1L << 30), List.of())) {
            for (Row row = table.next(); row != null; row = table.next()) {
                rows.add(row.text("station"));
            }
        }
        return rows;
    }

    private String refusal() {
        return catchThrowableOfType(UnreadableFileException.class, this::rows)
                .detail()
                .key();
    }

    @Test
    void readsAWorkbookAsItIsMeant() throws IOException {
        assertThat(rows()).containsExactly("S1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a text              | <c r='A2' t='inlineStr'><is><t>{{abcdefgh*18000000}}</t></is></c>",
                "rows within a text  | <c r='A2' t='inlineStr'><is><t>{{abc<row/>*18000000}}</t></is></c>",
                "literal text        | <c r='A2' t='inlineStr'><is><t><![CDATA[{{abc<row r='3'/>]>*18000000}}]]></t></is></c>",
                "a comment           | </row><!-->{{<row r='3'/>*18000000}}--><row>",
                "an instruction      | <?x {{<row r='3'/>*18000000}}?>",
                "an attribute        | <c r='A2' x='{{<row r=\"3\"/>*18000000}}'/>",
                "rows in a namespace | <c r='A2'><v>{{<x:row/>1*18000000}}</v></c>",
                "cells               | {{<c/>*1000000}}",
                "deep elements       | {{<a>*1000000}}"
            })
    void refusesARowThatTakesTooMuchMemory(String what, String cells) {
        parts.put(SHEET, HEADER + "<row r='2'>" + cells + "</row>" + END);

        assertThat(refusal()).as(what).isEqualTo("file.workbook-part");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xl/sharedStrings.xml       | <sst>{{<si><t>ab</t></si>*68000000}}</sst>",
                "xl/styles.xml              | <styleSheet><cellXfs>{{<xf numFmtId='14'/>*68000000}}</cellXfs></styleSheet>",
                "xl/_rels/workbook.xml.rels | <Relationships>{{<Relationship Id='x' Target='y'/>*68000000}}</Relationships>",
                "xl/worksheets/other.xml    | <?xml version='1.0' encoding='UTF-7'?><a><b>{{<row/>*68000000}}</b></a>"
            })
    void refusesPartsThatTakeTooMuchMemory(String part, String content) {
        parts.put(part, content);

        assertThat(refusal()).isEqualTo("file.workbook-part");
    }

    /** A part's name says nothing about what it is used for. */
    @Test
    void refusesTextsInThePlaceOfASheet() {
        parts.put("xl/worksheets/texts.xml", "<sst><sheetData>{{<row/><si><t>ab</t></si>*1000000}}</sheetData></sst>");

        assertThat(refusal()).isEqualTo("file.xlsx");
    }

    @Test
    void refusesFormulasThatRefer_withoutEnd() {
        parts.put(SHEET, HEADER + "{{<row><c><f t='shared' ref='A1' si='1'>1</f></c></row>*" + MANY + "}}" + END);

        assertThat(refusal()).isEqualTo("file.workbook-part");
    }

    /** Rows without cells take no memory, but time: a small file may have hundreds of millions. */
    @Test
    void refusesRowsWithoutEnd_alsoEmptyOnes() {
        parts.put(SHEET, HEADER + "{{<row/>*" + (SheetBounds.MOST_ROWS + 1) * "<row/>".length() + "}}" + END);

        assertThat(refusal()).isEqualTo("file.rows");
    }

    @Test
    void refusesADirectoryWithoutEnd() {
        for (int i = 0; i < 60_000; i++) {
            parts.put("x/part-of-a-workbook-" + i, "");
        }

        assertThat(refusal()).isEqualTo("file.workbook-part");
    }

    /** Programs do not agree on which of two parts with one name counts, so that one is checked and the other read. */
    @Test
    void refusesTwoPartsWithOneName() throws IOException {
        parts.put("xl/sharedStrings.xmx", "<sst>{{<si><t>ab</t></si>*1000}}</sst>");
        byte[] twice = new String(Files.readAllBytes(file()), StandardCharsets.ISO_8859_1)
                .replace("xl/sharedStrings.xmx", TEXTS)
                .getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("twice.xlsx"), twice);

        assertThat(catchThrowableOfType(
                                UnreadableFileException.class,
                                () -> Table.open(file, new Table.Limits(1L << 30), List.of()))
                        .detail()
                        .key())
                .isEqualTo("file.xlsx");
    }

    /** A sheet formatted to its last column, and one with long rows; comments, literal text and quotes are harmless. */
    @Test
    void readsLongSheets() throws IOException {
        String row = "<row><!-- > --><c x='/>' t='inlineStr'><is><t><![CDATA[S1]]></t></is></c>"
                + "{{<c s='12'/>*40000}}</row>";
        parts.put(
                SHEET,
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + HEADER
                        + "{{<row spans='1:40' ht='15.75'/>*" + 3 * MANY + "}}" + row
                        + END); // last: the library gives each row the width of those before

        assertThat(rows()).containsExactly("S1");
    }
}
