package vn.hanoi.datahub.ingest.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.hanoi.datahub.domain.event.EventType;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.schemas.catalogue.CatalogueException;

/** Whatever bytes come as a file or a mapping: rows and events, or an error with its line. */
class TableFuzzTest {

    private static final EventType AIR =
            AtTheDoor.CATALOGUE.findType("air-observation").orElseThrow();

    @FuzzTest
    void file(byte[] content) throws IOException {
        Path file = Files.createTempFile("fuzz", ".table");
        try {
            Files.write(file, content);
            read(file, Mapping.read("", AIR));
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Path file, Mapping mapping) throws IOException {
        try (Table first = Table.open(file, new Table.Limits(1 << 20), mapping.columns());
                Table table = Table.open(file, new Table.Limits(1 << 20), mapping.columns())) {
            Mapping.Survey survey = mapping.survey(first);
            for (Row row = table.next(); row != null; row = table.next()) {
                mapping.event(row, "H26.NNMT", survey.conventions());
            }
        } catch (UnreadableFileException broken) {
            // has its line
        }
    }

    @FuzzTest
    void mapping(byte[] yaml) throws IOException {
        Mapping mapping;
        try {
            mapping = Mapping.read(new String(yaml, StandardCharsets.UTF_8), AIR);
        } catch (CatalogueException refused) {
            return;
        }
        Path file = Files.createTempFile("fuzz", ".table");
        try {
            Files.writeString(
                    file, "station,parameter,value,averagingMinutes,area,time\nS,PM25,1.5,60,00166,2025-09-01T09:00\n");
            read(file, mapping);
        } finally {
            Files.delete(file);
        }
    }
}
