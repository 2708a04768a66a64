package vn.hanoi.datahub.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program in a separate JVM, so that its memory and processor time can be measured separately. Its output goes to a
 * file.
 */
final class OwnJvm implements AutoCloseable {

    private static final int STOP_SECONDS = 60;

    private final Process process;
    private final Path output;

    private OwnJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts the program.
     *
     * @param folder folder for its output
     * @param shown whether its standard error is shown instead of being written to a file in the folder
     * @param call options, class path, main class and arguments
     * @throws IOException if there is no such JVM
     */
    static OwnJvm start(Path folder, boolean shown, Map<String, String> environment, List<String> call)
            throws IOException {
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(call);
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(
                        shown
                                ? ProcessBuilder.Redirect.INHERIT
                                : ProcessBuilder.Redirect.to(
                                        folder.resolve("errors").toFile()));
        builder.environment().putAll(environment);
        OwnJvm jvm = new OwnJvm(builder.start(), output);
        Runtime.getRuntime().addShutdownHook(new Thread(jvm.process::destroy));
        return jvm;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Waits for the program to end.
     *
     * @return the last line it printed
     * @throws IllegalStateException if it fails or takes longer
     */
    String lastLine(Duration patience) throws IOException, InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            close();
            throw new IllegalStateException("what was started failed or took too long");
        }
        List<String> lines = Files.readAllLines(output);
        return lines.get(lines.size() - 1);
    }

    /** Returns its peak resident memory so far, in MB; 0 if the system does not report it. */
    long peakMegabytes() {
        return peakMegabytes(Path.of("/proc", Long.toString(process.pid()), "status"));
    }

    /** Returns the same for this JVM. */
    static long ownPeakMegabytes() {
        return peakMegabytes(Path.of("/proc/self/status"));
    }

    private static long peakMegabytes(Path status) {
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1_024;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Returns its processor time so far, in seconds. */
    double processorSeconds() {
        return seconds(process.info());
    }

    /** Returns the same for this JVM. */
    static double ownProcessorSeconds() {
        return seconds(ProcessHandle.current().info());
    }

    private static double seconds(ProcessHandle.Info info) {
        return info.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
    }

    /** Asks the program to stop, and kills it if it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
