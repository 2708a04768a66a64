package vn.hanoi.datahub.ingest.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import vn.hanoi.datahub.ingest.admission.Detail;

/** What a zip says of itself that the reader of workbooks does not tell: whether it is a workbook at all, and from when it counts its days. */
final class WorkbookParts {

    private static final Pattern WORKBOOK = Pattern.compile("xl/workbook\\d*\\.xml", Pattern.CASE_INSENSITIVE);
    private static final Set<String> YES = Set.of("1", "true");

    private WorkbookParts() {}

    /**
     * Whether the workbook counts its days from 1904. XML Schema writes a boolean as {@code true} and as {@code 1}; Excel for the Mac writes 1, which the reader takes for
     * false.
     *
     * @throws UnreadableFileException when the zip is no XLSX workbook
     */
    static boolean check(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Optional<? extends ZipEntry> workbook = zip.stream()
                    .filter(entry -> WORKBOOK.matcher(entry.getName()).matches())
                    .findFirst();
            if (workbook.isEmpty()) {
                String kind = zip.getEntry("mimetype") != null ? "file.ods" : "file.zip";
                throw new UnreadableFileException(1, Detail.of(kind));
            }
            try (InputStream in = zip.getInputStream(workbook.get())) {
                return from1904(in);
            }
        } catch (XMLStreamException e) {
            throw new UnreadableFileException(1, Detail.of("file.xlsx"));
        }
    }

    private static boolean from1904(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader xml = factory.createXMLStreamReader(in);
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT && "workbookPr".equals(xml.getLocalName())) {
                String says = xml.getAttributeValue(null, "date1904");
                return says != null && YES.contains(says);
            }
        }
        return false;
    }
}
