package vn.hanoi.datahub.ingest.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** Workbooks as other programs write them, made of those that the test's own writer writes. */
final class Workbooks {

    private Workbooks() {}

    /** @param change makes another part of one, from its name and text; null leaves it out */
    static byte[] changed(byte[] workbook, BiFunction<String, String, @Nullable String> change) throws IOException {
        return copy(workbook, change, name -> name);
    }

    /** @param name makes another name of a part's */
    static byte[] named(byte[] workbook, UnaryOperator<String> name) throws IOException {
        return copy(workbook, (part, text) -> text, name);
    }

    private static byte[] copy(
            byte[] workbook, BiFunction<String, String, @Nullable String> change, UnaryOperator<String> named)
            throws IOException {
        Path whole = Files.write(Files.createTempFile("whole", ".xlsx"), workbook);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipFile in = new ZipFile(whole.toFile());
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                String text = new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                String part = change.apply(entry.getName(), text);
                if (part != null) {
                    out.putNextEntry(new ZipEntry(named.apply(entry.getName())));
                    out.write(part.getBytes(StandardCharsets.UTF_8));
                }
            }
        } finally {
            Files.delete(whole);
        }
        return bytes.toByteArray();
    }
}
