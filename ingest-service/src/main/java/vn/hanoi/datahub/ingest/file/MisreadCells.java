package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.Attribute;
import javax.xml.stream.events.Characters;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the workbook library misreads in the cells of a sheet. It takes the results of a data table (ECMA-376,
 * 18.3.1.40) for plain numbers, fails at copies of a shared formula that the sheet does not have, and reads how a text
 * in a cell is pronounced (18.4.6) as a part of the text. It does not tell how parts of a text are formatted (18.4.7):
 * {@code 21} with a footnote 2 would be 212.
 */
final class MisreadCells {

    /** How a text is pronounced. */
    static final String PHONETIC = "rPh";

    static final String ALIGNED = "vertAlign";
    static final String STRUCK_THROUGH = "strike";

    /** The formats of a part of a text that change what it says. */
    static final Set<String> FORMATS = Set.of(ALIGNED, STRUCK_THROUGH);

    private static final String PART_OF_TEXT = "r";
    private static final String DIGITS = "0123456789";
    private static final String SUPERSCRIPT_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String STRUCK = "~~";
    private static final String UNKNOWN = "?";
    private static final Set<String> YES = Set.of("1", "true", "on");
    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    /** Maximum number of formulas that others refer to; the library keeps them, too. */
    private static final int MOST_RANGES = 100_000;

    private final Set<@Nullable String> shared = new HashSet<>();
    private int ranges;
    private boolean isSuperscript;
    private boolean isStruck;

    /** Returns whether a format changes what a text says. */
    static boolean isShown(String format, @Nullable String value) {
        return format.equals(STRUCK_THROUGH) ? value == null || YES.contains(value) : "superscript".equals(value);
    }

    /** Returns whether the library misreads a formula; all formulas before it must have been asked about. */
    boolean isLost(UnaryOperator<@Nullable String> attribute) {
        String type = attribute.apply("t");
        if (attribute.apply("ref") != null && ++ranges > MOST_RANGES) {
            throw WorkbookBounds.tooLarge();
        }
        if ("shared".equals(type) && attribute.apply("ref") != null) {
            shared.add(attribute.apply("si"));
            return false;
        }
        return isTable(attribute) || ("shared".equals(type) && !shared.contains(attribute.apply("si")));
    }

    private static boolean isTable(UnaryOperator<@Nullable String> attribute) {
        return "dataTable".equals(attribute.apply("t"));
    }

    /** Writes a copy of a workbook in which the cells of some parts are such that the library reads them. */
    static void replace(Path workbook, Set<String> replaced, Path copy) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = zip.getInputStream(entry)) {
                    if (replaced.contains(entry.getName())) {
                        new MisreadCells().copy(in, out);
                    } else {
                        in.transferTo(out);
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private void copy(InputStream in, OutputStream out) throws XMLStreamException {
        XMLEventReader events = WorkbookParts.xml().createXMLEventReader(in);
        XMLEventWriter writer = XMLOutputFactory.newDefaultFactory().createXMLEventWriter(out, "UTF-8");
        while (events.hasNext()) {
            XMLEvent event = events.nextEvent();
            if (event.isStartElement() && isFormula(event.asStartElement())) {
                StartElement formula = event.asStartElement();
                writer.add(EVENTS.createStartElement(
                        formula.getName(), range(formula).iterator(), formula.getNamespaces()));
                writer.add(EVENTS.createCharacters(UNKNOWN));
            } else if (isPhonetic(event)) {
                skip(events);
            } else {
                format(event);
                writer.add(event.isCharacters() ? shown(event.asCharacters()) : event);
            }
        }
        writer.flush();
    }

    private void format(XMLEvent event) {
        if (event.isStartElement()) {
            StartElement element = event.asStartElement();
            String name = element.getName().getLocalPart();
            boolean isShown = FORMATS.contains(name) && isShown(name, attribute(element, "val"));
            isStruck |= isShown && name.equals(STRUCK_THROUGH);
            isSuperscript |= isShown && name.equals(ALIGNED);
        } else if (event.isEndElement()
                && event.asEndElement().getName().getLocalPart().equals(PART_OF_TEXT)) {
            isStruck = false;
            isSuperscript = false;
        }
    }

    /** Writes superscript digits as such, as in {@code m³}, and marks what is struck through, as Markdown does. */
    private Characters shown(Characters text) {
        String shown = text.getData();
        if (isSuperscript) {
            for (int digit = 0; digit < DIGITS.length(); digit++) {
                shown = shown.replace(DIGITS.charAt(digit), SUPERSCRIPT_DIGITS.charAt(digit));
            }
        }
        if (isStruck && !shown.isBlank()) {
            shown = STRUCK + shown + STRUCK;
        }
        return EVENTS.createCharacters(shown);
    }

    private static boolean isPhonetic(XMLEvent event) {
        return event.isStartElement()
                && event.asStartElement().getName().getLocalPart().equals(PHONETIC);
    }

    /** Skips the rest of an element. */
    private static void skip(XMLEventReader events) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            XMLEvent event = events.nextEvent();
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
    }

    private boolean isFormula(StartElement element) {
        return element.getName().getLocalPart().equals("f") && isLost(name -> attribute(element, name));
    }

    /** Returns where a data table is: the library knows the range of an array formula. */
    private static Stream<Attribute> range(StartElement formula) {
        String range = attribute(formula, "ref");
        return range == null || !isTable(name -> attribute(formula, name))
                ? Stream.empty()
                : Stream.of(EVENTS.createAttribute("t", "array"), EVENTS.createAttribute("ref", range));
    }

    private static @Nullable String attribute(StartElement element, String name) {
        Attribute found = element.getAttributeByName(new QName(name));
        return found == null ? null : found.getValue();
    }
}
