package vn.hanoi.datahub.ingest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import vn.hanoi.datahub.edge.detail.Detail;

/**
 * Checks how much memory a workbook would take, before anything reads it. All of it is unpacked once and nothing is
 * kept: a small file may unpack to gigabytes. What is kept in memory while a workbook is read is bounded further: the
 * zip archive's directory, all parts that are not sheets, and each row.
 */
final class WorkbookBounds {

    private static final int BUFFER = 1 << 16;

    /** Maximum size of the archive's directory, which is read as a whole. */
    private static final long MOST_OF_DIRECTORY = 4L << 20;

    /** Maximum size of the parts that are not sheets, unpacked: texts and formats take a multiple of it in memory. */
    static final long MOST_BESIDE_SHEETS = 64L << 20;

    private static final Pattern SHEET = Pattern.compile("xl/worksheets/[^/]+\\.xml", Pattern.CASE_INSENSITIVE);

    private static final int END_BYTES = 22;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int END = 0x06054b50;
    private static final int END_64_BYTES = 56;
    private static final int END_64 = 0x06064b50;
    private static final int SIZE_IN_END = 12;
    private static final int SIZE_IN_END_64 = 40;
    private static final long IN_END_64 = 0xffffffffL;

    private WorkbookBounds() {}

    /**
     * Checks a workbook.
     *
     * @param mostUnpacked maximum size of all parts, unpacked
     * @throws UnreadableFileException when it is too large, or no archive
     */
    static void check(Path file, long mostUnpacked) throws IOException {
        if (directoryBytes(file) > MOST_OF_DIRECTORY) {
            throw tooLarge();
        }
        long unpacked = 0;
        long besideSheets = 0;
        Set<String> names = new HashSet<>();
        byte[] buffer = new byte[BUFFER];
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Iterator<? extends ZipEntry> entries = zip.entries().asIterator(); entries.hasNext(); ) {
                ZipEntry entry = entries.next();
                if (!names.add(entry.getName())) {
                    throw unreadable(); // one program reads the first part with a name, another one the last
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    int read = in.readNBytes(buffer, 0, BUFFER);
                    boolean isSheet = SHEET.matcher(entry.getName()).matches() && SheetBounds.canScan(buffer, read);
                    SheetBounds sheet = new SheetBounds();
                    for (; read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
                        unpacked += read;
                        besideSheets += isSheet ? 0 : read;
                        if (unpacked > mostUnpacked) {
                            throw new UnreadableFileException(1, Detail.of("file.unpacked", mostUnpacked));
                        } else if (besideSheets > MOST_BESIDE_SHEETS) {
                            throw tooLarge();
                        } else if (isSheet) {
                            sheet.scan(buffer, read);
                        }
                    }
                }
            }
        } catch (ZipException | EOFException e) {
            throw unreadable();
        }
    }

    static UnreadableFileException tooLarge() {
        return new UnreadableFileException(1, Detail.of("file.workbook-part"));
    }

    static UnreadableFileException unreadable() {
        return new UnreadableFileException(1, Detail.of("file.xlsx"));
    }

    /**
     * Returns the size of the archive's directory, as its end says; the largest one if several places look like the
     * end, because programs do not agree on which one counts.
     */
    private static long directoryBytes(Path file) throws IOException {
        long length = Files.size(file);
        int tail = (int) Math.min(length, END_BYTES + LONGEST_COMMENT + END_64_BYTES + END_BYTES);
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[tail];
            in.seek(length - tail);
            in.readFully(bytes);
            ByteBuffer end = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            long most = 0;
            for (int at = 0; at + END_BYTES <= tail; at++) {
                long size = end.getInt(at) == END ? end.getInt(at + SIZE_IN_END) & IN_END_64 : 0;
                boolean is64 = at + END_64_BYTES <= tail && end.getInt(at) == END_64;
                most = Math.max(most, is64 ? end.getLong(at + SIZE_IN_END_64) : size == IN_END_64 ? 0 : size);
                if (is64 && end.getLong(at + SIZE_IN_END_64) < 0) {
                    throw unreadable();
                }
            }
            return most;
        }
    }
}
