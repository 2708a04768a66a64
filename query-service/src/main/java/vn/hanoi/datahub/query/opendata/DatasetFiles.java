package vn.hanoi.datahub.query.opendata;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.edge.limit.Bulkhead;

/**
 * The files of datasets on disk. Each is produced once, however many callers request it, and then served from disk. The
 * least used files are deleted when they exceed the space limit.
 */
final class DatasetFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatasetFiles.class);
    private static final int BYTES_PER_UNIT = 1024;

    private static final int MOST_JOINING = 32;

    private final DatasetFile writer;
    private final Bulkhead bulkhead;

    /** Limits how many callers wait for files that others have produced: each holds a thread. */
    private final Bulkhead joining = new Bulkhead("producing files", MOST_JOINING, 0, Duration.ZERO);

    private final Path folder;
    private final AsyncCache<Key, Stored> files;

    /**
     * Identifies a file.
     *
     * @param state changes whenever the rows may have changed
     * @param mark whether a CSV begins with a byte order mark
     */
    public record Key(String dataset, String state, Format format, boolean mark) {}

    private record Stored(Path path, long bytes, Optional<Instant> modified) {
        int units() {
            return (int) Math.min(Integer.MAX_VALUE, 1 + bytes / BYTES_PER_UNIT);
        }
    }

    /**
     * The content of a file.
     *
     * @param modified when the rows last changed; empty if unknown
     */
    public record Content(Optional<Instant> modified, Stream<List<@Nullable Object>> rows) {}

    /**
     * A file that is open for reading.
     *
     * @param bytes length of the file
     * @param modified when the rows last changed; empty if unknown
     */
    public record Opened(InputStream content, long bytes, Optional<Instant> modified) {}

    /**
     * @param bulkhead limits how many files are produced at once
     * @param most maximum number of bytes on disk
     */
    public DatasetFiles(DatasetFile writer, Bulkhead bulkhead, long most) {
        this.writer = writer;
        this.bulkhead = bulkhead;
        try {
            this.folder = Files.createTempDirectory("open-data");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no folder for the files of open data", e);
        }
        this.files = Caffeine.newBuilder()
                .maximumWeight(most / BYTES_PER_UNIT)
                .weigher((Key key, Stored file) -> file.units())
                .removalListener((key, file, cause) -> {
                    if (file != null) {
                        delete(file.path());
                    }
                })
                .executor(Runnable::run)
                .buildAsync();
    }

    Path folder() {
        return folder;
    }

    /**
     * Opens a file, and produces it first if it does not exist.
     *
     * @param content called only if the file has to be produced
     * @throws vn.hanoi.datahub.edge.problem.ServiceUnavailableException if too many files are being produced
     */
    public Opened open(Dataset dataset, Key key, Supplier<Content> content) {
        CompletableFuture<Stored> mine = new CompletableFuture<>();
        CompletableFuture<Stored> known = files.asMap().putIfAbsent(key, mine);
        if (known != null) {
            Optional<Opened> file = known.isDone() ? open(known) : joining.call(() -> open(known));
            if (file.isPresent()) {
                return file.get();
            }
            files.asMap().replace(key, known, mine); // it was deleted before it could be opened
        }
        try {
            Stored produced = bulkhead.call(() -> produce(dataset, key, content.get()));
            Opened file = open(produced); // before the cache may delete it
            mine.complete(produced);
            return file;
        } catch (IOException e) {
            mine.completeExceptionally(cancelled(e));
            throw new UncheckedIOException("a file of open data cannot be read", e);
        } catch (RuntimeException | Error e) {
            mine.completeExceptionally(cancelled(e));
            throw e;
        }
    }

    /** Opens a file; empty if it has been deleted. */
    private static Optional<Opened> open(CompletableFuture<Stored> known) {
        try {
            return Optional.of(open(known.join()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (CancellationException | CompletionException e) {
            Throwable cause = e;
            while (cause.getCause() != null
                    && (cause instanceof CancellationException || cause instanceof CompletionException)) {
                cause = cause.getCause();
            }
            throw cause instanceof RuntimeException failure ? failure : e;
        }
    }

    /**
     * Wraps a failure as a cancellation. The cache logs every other failure with its stack trace, and callers can cause
     * any number of failures.
     */
    private static CancellationException cancelled(Throwable cause) {
        CancellationException cancelled = new CancellationException("the file was not produced");
        cancelled.initCause(cause);
        return cancelled;
    }

    private static Opened open(Stored file) throws IOException {
        return new Opened(Files.newInputStream(file.path()), file.bytes(), file.modified());
    }

    private Stored produce(Dataset dataset, Key key, Content content) {
        try (Stream<List<@Nullable Object>> rows = content.rows()) {
            Path file = Files.createTempFile(folder, "file", "." + key.format().ending());
            boolean isWhole = false;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                writer.write(dataset, rows, key.format(), key.mark(), out);
                isWhole = true;
            } finally {
                if (!isWhole) {
                    delete(file);
                }
            }
            return new Stored(file, Files.size(file), content.modified());
        } catch (IOException e) {
            throw new UncheckedIOException("there is no place for a file of open data", e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("a file of open data cannot be deleted: {}", e.toString());
        }
    }

    @Override
    public void close() {
        try (Stream<Path> left = Files.list(folder)) {
            left.forEach(DatasetFiles::delete);
            Files.delete(folder);
        } catch (IOException e) {
            LOG.warn("the files of open data cannot be deleted: {}", e.toString());
        }
    }
}
