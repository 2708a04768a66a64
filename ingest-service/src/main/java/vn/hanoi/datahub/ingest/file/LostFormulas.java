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
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import org.jspecify.annotations.Nullable;

/**
 * Formulas of a sheet that the workbook library does not see: the results of a data table (ECMA-376, 18.3.1.40), which
 * it takes for plain numbers, and copies of a shared formula that the sheet does not have, at which it fails.
 */
final class LostFormulas {

    private static final String UNKNOWN = "?";
    private static final XMLEventFactory EVENTS = XMLEventFactory.newDefaultFactory();

    private final Set<@Nullable String> shared = new HashSet<>();

    /** Returns whether a formula is one of them; all formulas before it must have been asked about. */
    boolean isOne(UnaryOperator<@Nullable String> attribute) {
        String type = attribute.apply("t");
        if ("shared".equals(type) && attribute.apply("ref") != null) {
            shared.add(attribute.apply("si"));
            return false;
        }
        return isTable(attribute) || ("shared".equals(type) && !shared.contains(attribute.apply("si")));
    }

    private static boolean isTable(UnaryOperator<@Nullable String> attribute) {
        return "dataTable".equals(attribute.apply("t"));
    }

    /** Writes a copy of a workbook in which the formulas of one part are such that the library sees them. */
    static void replace(Path workbook, String part, Path copy) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = zip.getInputStream(entry)) {
                    if (entry.getName().equals(part)) {
                        new LostFormulas().copy(in, out);
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
            } else {
                writer.add(event);
            }
        }
        writer.flush();
    }

    private boolean isFormula(StartElement element) {
        return element.getName().getLocalPart().equals("f") && isOne(name -> attribute(element, name));
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
