package vn.hanoi.datahub.benchmarks;

import java.nio.file.Path;
import java.util.logging.LogManager;

/** Sends what the services log to a file, so that a benchmark prints its figures and nothing else. */
final class QuietLog {

    private static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "hub-benchmark.log");

    private QuietLog() {}

    /** Must be called before the first logger is made. */
    static void begin() {
        System.setProperty("hub.log", FILE.toString());
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LogManager.getLogManager().reset();
    }

    /** The same for a process of its own. */
    static String option() {
        return "-Dhub.log=" + FILE.resolveSibling("hub-benchmark-baseline.log");
    }
}
