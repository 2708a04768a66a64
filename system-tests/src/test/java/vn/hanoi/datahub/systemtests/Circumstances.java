package vn.hanoi.datahub.systemtests;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hanoi.datahub.domain.event.WellFormed;

/**
 * What a hub of several processes looked like when a test on it failed: whoever reads the failure has neither the
 * machine nor the folder any more.
 */
final class Circumstances {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int NEWEST_LINES = 6;

    private static final List<String> ASKED = List.of("/v1/status", "/v1/session", "/v1/indicators", "/v1/freshness");

    private Circumstances() {}

    /**
     * The failure, with what the pages show, how busy the machine is, how fast the hub answers, and what its parts last
     * complained about.
     */
    static AssertionError of(Throwable failure, SplitHub hub, Path folder, Browser browser) {
        String load = "load " + ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        String answers = ASKED.stream()
                .map(path -> path + " " + answer(hub.settings.queryUrl() + path))
                .collect(Collectors.joining("; "));
        String what = WellFormed.excerpt(String.valueOf(failure.getMessage())); // Playwright repeats whole pages
        return new AssertionError(
                what + "\n  meanwhile: " + load + "; " + answers + "\n  " + browser.shown() + "\n  "
                        + complaints(folder),
                failure);
    }

    private static String answer(String url) {
        long began = System.nanoTime();
        String what;
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url))
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            what = response.statusCode() + (url.endsWith("status") ? " " + response.body() : "");
        } catch (IOException e) {
            what = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            what = "interrupted";
        }
        return what + " after " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms";
    }

    private static String complaints(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .map(Circumstances::newest)
                    .collect(Collectors.joining("\n  "));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String newest(Path log) {
        try {
            List<String> lines = Files.readAllLines(log).stream()
                    .filter(line -> line.matches(".*(WARN|ERROR|Exception|Error).*"))
                    .toList();
            return log.getFileName() + ", " + lines.size() + " complaints: "
                    + lines.subList(Math.max(0, lines.size() - NEWEST_LINES), lines.size());
        } catch (IOException e) {
            return log.getFileName() + ": " + e;
        }
    }
}
