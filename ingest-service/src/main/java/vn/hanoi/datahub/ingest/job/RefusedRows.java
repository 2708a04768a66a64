package vn.hanoi.datahub.ingest.job;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * The list of a job's refused rows, one per line. It is written before the transaction that counts them, and truncated
 * to what was counted when a job is resumed.
 */
final class RefusedRows implements Closeable {

    private final FileChannel file;

    private RefusedRows(FileChannel file) {
        this.file = file;
    }

    /** Opens the list after the counted part. Anything beyond it was never counted and is removed. */
    static RefusedRows openAt(Path path, long counted) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        file.truncate(counted);
        file.position(counted);
        return new RefusedRows(file);
    }

    /** Adds rows, and returns the length of the list in bytes once they are on disk. */
    long add(List<RefusedRow> rows) throws IOException {
        if (!rows.isEmpty()) {
            String lines = rows.stream().map(RefusedRow::text).collect(Collectors.joining("\n", "", "\n"));
            ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        }
        return file.position();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** Returns the rows in the counted part. The caller closes the stream. */
    static Stream<RefusedRow> read(Path path, long counted) throws IOException {
        InputStream in;
        try {
            in = Files.newInputStream(path);
        } catch (NoSuchFileException none) {
            return Stream.empty();
        }
        InputStream part = BoundedInputStream.builder()
                .setInputStream(in)
                .setMaxCount(counted)
                .get();
        BufferedReader lines = new BufferedReader(new InputStreamReader(part, StandardCharsets.UTF_8));
        return lines.lines().map(RefusedRow::of).onClose(() -> {
            try {
                lines.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
