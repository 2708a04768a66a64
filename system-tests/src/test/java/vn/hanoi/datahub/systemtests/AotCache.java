package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A cache of the hub's classes, loaded and linked by a training run (JEP 483 and 514; JDK 25 and newer). With it, the
 * start of a hub takes 13 seconds of processor time instead of 21. The training run takes 60, so it runs once per
 * build, and only for a run of all tests.
 */
final class AotCache {

    private static final int OLDEST_JDK = 25;
    private static final Path FILE = Path.of("target", "hub.aot");
    private static final Path LOG = Path.of("target", "hub.aot.log");
    private static final long MADE_WITHIN_MINUTES = 5;
    private static final boolean IS_MADE = Boolean.getBoolean("aot.cache");
    private static final Optional<Path> CACHE = Runtime.version().feature() < OLDEST_JDK ? Optional.empty() : find();

    private AotCache() {}

    /** Options of a JVM that shares the class path of {@link OwnJvm}; none where there is no cache. */
    static List<String> options() {
        return CACHE.map(file -> List.of("-XX:AOTCache=" + file, "-Xlog:aot*=off"))
                .orElse(List.of());
    }

    private static Optional<Path> find() {
        // The other JVM of this run waits here until the first has made it.
        try (FileChannel lock = FileChannel.open(
                        Path.of("target", "hub.aot.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = lock.lock()) {
            if (!isFresh() && IS_MADE) {
                make();
            }
            return isFresh() ? Optional.of(FILE.toAbsolutePath()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static boolean isFresh() throws IOException {
        if (!Files.exists(FILE)) {
            return false;
        }
        for (Path jar : OwnJvm.jars()) {
            if (Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(FILE)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static void make() throws IOException, InterruptedException {
        Path made = Path.of("target", "hub.aot.new").toAbsolutePath();
        Process rehearsal = OwnJvm.over(
                        OwnJvm.jars(),
                        "vn.hanoi.datahub.standalone.Rehearsal",
                        List.of("-Xmx1g", "-XX:AOTCacheOutput=" + made),
                        "--data",
                        RunningHub.temporaryFolder().toString())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        boolean hasEnded;
        try {
            hasEnded = rehearsal.waitFor(MADE_WITHIN_MINUTES, TimeUnit.MINUTES);
        } finally {
            rehearsal.destroyForcibly();
        }
        if (hasEnded && Files.exists(made)) {
            Files.move(made, FILE, StandardCopyOption.REPLACE_EXISTING);
        } else {
            System.out.println("no cache of classes was made, so hubs start more slowly; see " + LOG.toAbsolutePath());
        }
    }
}
