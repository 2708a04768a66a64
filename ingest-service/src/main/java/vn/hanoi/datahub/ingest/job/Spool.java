package vn.hanoi.datahub.ingest.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.Digest;

/** Where files wait: one folder with the file of each job, and the list of its refused rows. */
final class Spool {

    private static final int BUFFER = 1 << 16;
    private static final String FILE = ".file";

    private final Path folder;
    private final long largest;

    /** @param largest most bytes of a file, unpacked from its transfer */
    public Spool(Path folder, long largest) {
        this.folder = folder;
        this.largest = largest;
    }

    /** A file that was kept. */
    public record Kept(long bytes, String sha256) {}

    /** A file with more bytes than the bound; nothing of it is kept. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Keeps a file; when the call returns, the disk holds it. */
    Kept keep(String job, InputStream content) throws IOException {
        Files.createDirectories(folder);
        MessageDigest digest = Digest.sha256();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        boolean kept = false;
        try (FileChannel file = FileChannel.open(file(job), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(file)) {
            InputStream in = new DigestInputStream(content, digest);
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes += read;
                if (bytes > largest) {
                    throw new TooLargeException();
                }
                out.write(buffer, 0, read);
            }
            file.force(true);
            kept = true;
        } finally {
            if (!kept) {
                Files.deleteIfExists(file(job));
            }
        }
        return new Kept(bytes, Digest.of(digest).hex());
    }

    long largest() {
        return largest;
    }

    /** The file of a job. */
    Path file(String job) {
        return folder.resolve(job + FILE);
    }

    /** The list of refused rows of a job. */
    Path refused(String job) {
        return folder.resolve(job + ".refused");
    }

    /** What the rows of a job that is only tried would change. */
    Path effect(String job) {
        return folder.resolve(job + ".effect");
    }

    /** Keeps it: all of it is there at once. */
    void keepEffect(String job, String effect) throws IOException {
        Path next = folder.resolve(job + ".effect.next");
        Files.writeString(next, effect);
        Files.move(next, effect(job), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes what belongs to no job: files that came while Kafka took none or that a kill cut short, and the lists of
     * jobs past their retention.
     *
     * @param before younger ones may be on their way
     */
    void sweep(Predicate<String> isJob, Instant before) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!isJob.test(name.substring(0, Math.max(0, name.indexOf('.'))))
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    boolean has(String job) {
        return Files.exists(file(job));
    }

    /** Forgets a job's file once its rows are done; the list of refused rows stays. */
    void done(String job) throws IOException {
        Files.deleteIfExists(file(job));
    }
}
