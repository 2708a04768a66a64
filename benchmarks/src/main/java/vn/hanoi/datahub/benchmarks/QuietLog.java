package vn.hanoi.datahub.benchmarks;

import java.nio.file.Path;
import java.util.logging.LogManager;

/** Redirects the log of the services to a file, so that a benchmark prints only its figures. */
final class QuietLog {

    private static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "hub-benchmark.log");

    private QuietLog() {}

    /** Redirects the log; must be called before the first logger is created. */
    static void begin() {
        System.setProperty("hub.log", FILE.toString());
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        LogManager.getLogManager().reset();
    }

    /** Returns the option that does the same for a separate process. */
    static String option() {
        return "-Dhub.log=" + FILE.resolveSibling("hub-benchmark-baseline.log");
    }
}
