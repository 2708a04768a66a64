package vn.hanoi.datahub.ingest.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook with the readings of a station, of which a test changes cells. */
final class StationWorkbook {

    static final String MAPPING =
            "data: {station: {column: station}, parameter: PM25, value: {column: value}, averagingMinutes: 60, area: '00166'}";

    private StationWorkbook() {}

    static byte[] workbook(Consumer<Worksheet> fill) throws IOException {
        return workbook((book, sheet) -> fill.accept(sheet));
    }

    static byte[] workbook(BiConsumer<Workbook, Worksheet> fill) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Quan trắc");
            sheet.value(0, 0, "station");
            sheet.value(0, 1, "value");
            sheet.value(0, 2, "time");
            sheet.value(1, 0, "S");
            sheet.value(1, 1, 21.5);
            sheet.value(1, 2, LocalDateTime.of(2025, 9, 1, 9, 0));
            sheet.style(1, 2).format("yyyy-mm-dd hh:mm").set();
            fill.accept(book, sheet);
        }
        return bytes.toByteArray();
    }

    static Reading read(byte[] workbook) throws IOException {
        return Reading.of("air-observation", MAPPING, workbook);
    }

    /** A cell as other programs write it. */
    static byte[] written(String reference, String cell) throws IOException {
        return Workbooks.changed(
                workbook(sheet -> {
                    sheet.value(2, 0, "T");
                    sheet.value(2, 1, 2);
                    sheet.value(2, 2, "2025-09-01 09:00");
                }),
                (name, text) -> name.startsWith("xl/worksheets/sheet")
                        ? text.replaceAll("<c r=\"" + reference + "\"[^>]*>.*?</c>", cell)
                        : text);
    }
}
