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
import java.util.Collection;
import java.util.function.Predicate;
import vn.hanoi.datahub.domain.Digest;
import vn.hanoi.datahub.ingest.file.Table;

/** The folder in which files wait: it contains the file of each job, and the list of its refused rows. */
final class Spool {

    private static final int BUFFER = 1 << 16;
    private static final String FILE = ".file";

    private final Path folder;
    private final long largest;
    private final Table.Limits limits;

    /**
     * @param largest maximum size of a file in bytes, after any transfer encoding has been removed
     * @param limits of what is read from a file
     */
    public Spool(Path folder, long largest, Table.Limits limits) {
        this.limits = limits;
        this.folder = folder;
        this.largest = largest;
    }

    /** A file that has been stored. */
    public record Kept(long bytes, String sha256) {}

    /** Signals that a file exceeds the size limit; nothing of it is stored. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Stores a file; when the call returns, it is on disk. */
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

    /** Returns the path of a job's file. */
    Path file(String job) {
        return folder.resolve(job + FILE);
    }

    /** Opens a job's file as a table. */
    Table table(String job, Collection<String> columns) throws IOException {
        return Table.open(file(job), limits, columns);
    }

    /** Returns the path of a job's list of refused rows. */
    Path refused(String job) {
        return folder.resolve(job + ".refused");
    }

    /** Returns the path of what the rows of a dry run would change. */
    Path effect(String job) {
        return folder.resolve(job + ".effect");
    }

    /** Stores what a dry run would change, atomically. */
    void keepEffect(String job, String effect) throws IOException {
        Path next = folder.resolve(job + ".effect.next");
        Files.writeString(next, effect);
        Files.move(next, effect(job), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Deletes what belongs to no job: files that arrived while Kafka was unavailable or that a kill cut short, and the
     * lists of jobs past their retention.
     *
     * @param before newer files are kept, because their jobs may not be known yet
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

    /** Deletes a job's file once its rows have been processed; the list of refused rows stays. */
    void done(String job) throws IOException {
        Files.deleteIfExists(file(job));
    }
}
