package vn.hanoi.datahub.systemtests;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import vn.hanoi.datahub.domain.event.WellFormed;

/**
 * A real Chromium, which notes what a page must not do: errors on its console, requests to anywhere else, answers that
 * failed.
 */
final class Browser implements AutoCloseable {

    static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private static final List<String> ARGUMENTS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final String home;

    private final List<Page> pages = new ArrayList<>();

    /** What went wrong since it was last asked. */
    final List<String> complaints = new ArrayList<>();

    static boolean isThere() {
        return Files.isExecutable(CHROMIUM);
    }

    /** @param home where all that a page asks for has to lie */
    Browser(String home) {
        this.home = home;
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        chromium = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(ARGUMENTS));
    }

    /** A page of a fresh visitor. */
    Page page(int width, int height, String theme, String language) {
        BrowserContext visitor = chromium.newContext(
                new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(width, height));
        visitor.addInitScript("localStorage.setItem('theme', '%s'); localStorage.setItem('language', '%s');"
                .formatted(theme, language));
        Page page = visitor.newPage();
        pages.add(page);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(page.url() + " says " + message.text());
            }
        });
        page.onPageError(error -> complaints.add(page.url() + " fails with " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(home)
                    && !request.url().startsWith("data:")
                    && !request.url().startsWith("blob:")) {
                complaints.add(page.url() + " asks elsewhere: " + request.url());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400) {
                complaints.add(page.url() + " is answered " + response.status() + " by " + response.url());
            }
        });
        return page;
    }

    /** What the open pages show, as far as a reader of a failed test wants to know. */
    String shown() {
        return pages.stream()
                .filter(page -> !page.isClosed())
                .map(page -> page.url() + " shows: "
                        + WellFormed.excerpt(page.locator("body").innerText().replaceAll("\\s+", " ")))
                .collect(Collectors.joining("; "));
    }

    /** Sends every visitor home, also those whom a failed test has left behind: their pages go on drawing. */
    void closePages() {
        pages.forEach(page -> page.context().close());
        pages.clear();
        complaints.clear();
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
