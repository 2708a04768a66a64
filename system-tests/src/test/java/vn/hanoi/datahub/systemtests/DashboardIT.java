package vn.hanoi.datahub.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.standalone.Keys;

/**
 * The page as people see it, in a real browser, over the simulated city. Pictures go to {@code target/images}, or where
 * {@code -Dimages} says; those of the README are made so.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class DashboardIT {

    private static final Path IMAGES = Path.of(System.getProperty("images", "target/images"));
    private static final boolean EVERY_PICTURE = System.getProperty("images") != null;
    private static final int PLAN_INDICATORS = 55;
    private static final long HEAVIEST = 600_000;

    /** What the promise is: the wall says what is stale within ten seconds. */
    private static final double WITHIN = 10_000;

    private static final double HEALED_WITHIN = 240_000;

    /** For all that is no promise; these machines are busy. */
    private static final double PATIENCE = 30_000;

    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("wall", "#/"),
            Map.entry("indicators", "#/indicators"),
            Map.entry("indicator", "#/indicators/dg.tthc_on_time"),
            Map.entry("air", "#/indicators/air.vn_aqi_hourly"),
            Map.entry("river", "#/indicators/river.level"),
            Map.entry("areas", "#/areas"),
            Map.entry("area", "#/areas/00004"),
            Map.entry("agencies", "#/agencies"),
            Map.entry("agency", "#/agencies/H26.HCC"),
            Map.entry("tasks", "#/tasks"),
            Map.entry("alerts", "#/alerts?status=all"),
            Map.entry("data", "#/data"),
            Map.entry("operator", "#/operator"));

    private static final Set<String> OF_OWN_PARTS =
            Set.of("wall", "indicator", "area", "agency", "alerts", "data", "operator");

    @TempDir
    private static Path folder;

    private static SplitHub hub;
    private static Browser browser;

    @RegisterExtension
    static final TestExecutionExceptionHandler TELLING = (context, failure) -> {
        throw Circumstances.of(failure, hub, folder, browser);
    };

    @BeforeAll
    @Timeout(600)
    static void start() throws Exception {
        assumeTrue(Browser.isThere(), "the page is looked at in Debian's chromium: apt-get install chromium");
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        hub = SplitHub.fed(folder);
        browser = new Browser(hub.settings.queryUrl());
        await().atMost(Duration.ofSeconds(500))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> planIndicatorsWithValues() == PLAN_INDICATORS);
    }

    private static long planIndicatorsWithValues() throws IOException, InterruptedException {
        JsonNode answer = new JsonMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(hub.settings.queryUrl() + "/v1/indicators"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
        return StreamSupport.stream(answer.path("indicators").spliterator(), false)
                .filter(indicator -> List.of("dg", "de", "ds", "da")
                        .contains(indicator.path("pillar").asString("")))
                .filter(indicator -> !indicator.path("latest").isNull())
                .count();
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
        }
        if (hub != null) {
            hub.close();
        }
    }

    @AfterEach
    void close() {
        browser.closePages();
    }

    private static Page open(String address, int width, int height, String theme, String language) {
        Page page = browser.page(width, height, theme, language);
        page.navigate(hub.settings.queryUrl() + "/" + address);
        drawn(page);
        return page;
    }

    private static void drawn(Page page) {
        assertThat(page.locator("main")
                        .getByRole(com.microsoft.playwright.options.AriaRole.HEADING)
                        .first())
                .isVisible();
        assertThat(page.locator("main .notice")).hasCount(0);
    }

    private static void enterAsOperator(Page page) {
        page.navigate(hub.settings.queryUrl() + "/#/operator");
        page.locator("input[name=key]").fill(Keys.read(folder).ofRole("operator"));
        page.locator("form.key button").click();
        assertThat(page.locator(".who")).isVisible();
    }

    @Test
    @Order(1)
    void theWall_isLight_andLooksAsItShallEverywhere() {
        Page first = browser.page(1920, 1080, "dark", "vi");
        Map<String, Long> weights = new HashMap<>();
        first.onResponse(response -> weights.put(response.url(), weight(response)));
        first.navigate(hub.settings.queryUrl() + "/");
        drawn(first);
        assertThat(first.locator(".map [data-code]")).hasCount(126);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> first.locator(".map .s5").count() > 0);
        long weight = weights.values().stream().mapToLong(Long::longValue).sum();
        System.out.println("the wall weighs " + weight + " bytes in " + weights.size() + " answers");
        assertThat(weight).isBetween(100_000L, HEAVIEST);
        first.close();
        for (String theme : List.of("dark", "light")) {
            for (String language : List.of("vi", "en")) {
                if (!EVERY_PICTURE && theme.equals("dark") != language.equals("vi")) {
                    continue;
                }
                for (int[] size : new int[][] {{1920, 1080}, {1366, 768}, {390, 844}}) {
                    Page page = open("#/", size[0], size[1], theme, language);
                    assertThat(page.locator("#stage .tile").first()).isVisible();
                    assertThat(page.locator(".map .s5").first()).isVisible();
                    assertThat((boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                            .as("nothing is wider than the screen at " + size[0])
                            .isTrue();
                    picture(page, "wall-%d-%s-%s".formatted(size[0], theme, language));
                    page.close();
                }
            }
        }
        assertThat(browser.complaints).isEmpty();
    }

    /** Bytes as they were sent, compressed. The connection for live updates never ends and is not counted. */
    private static long weight(Response response) {
        if (response.url().contains("/v1/live")) {
            return 0;
        }
        response.finished();
        return response.request().sizes().responseBodySize;
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES.resolve(name + ".png")));
    }

    /**
     * WCAG 2.2 A and AA, as far as a machine can tell, which takes it twenty seconds for a page. Each page is opened,
     * in one theme and language or the other; those made of the same parts as another are looked into with
     * {@code -Dimages} only, and then all are in both.
     */
    @ParameterizedTest
    @CsvSource({"vi, dark", "en, light"})
    @Order(2)
    void eachPage_canBeUsedByEverybody(String language, String theme) {
        Page page = browser.page(1366, 768, theme, language);
        enterAsOperator(page);
        Map<String, List<String>> violations = new HashMap<>();
        List<String> complaints = new ArrayList<>();
        PAGES.forEach((name, address) -> {
            if (!EVERY_PICTURE && isSeenInTheLight(name) != theme.equals("light")) {
                return;
            }
            browser.complaints.clear(); // what the last look of axe set off: it styles, and fetches style sheets
            page.navigate(hub.settings.queryUrl() + "/" + address);
            String route = address.replaceAll("^#/|[/?].*", "");
            assertThat(page.locator("main.page-" + (route.isEmpty() ? "wall" : route)))
                    .isVisible(); // or the headings of the page before would do
            drawn(page);
            complaints.addAll(browser.complaints);
            if (!EVERY_PICTURE && !OF_OWN_PARTS.contains(name)) {
                return;
            }
            List<Rule> found = new AxeBuilder(page)
                    .options(violationsOnly())
                    .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"))
                    .analyze()
                    .getViolations();
            if (!found.isEmpty()) {
                violations.put(
                        name,
                        found.stream()
                                .map(rule -> rule.getId() + ": "
                                        + rule.getNodes().stream()
                                                .limit(3)
                                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                                .collect(Collectors.joining(" | ")))
                                .toList());
            }
            if (!name.equals("wall")) {
                picture(page, "page-%s-%s".formatted(name, language));
            }
        });
        page.close();

        assertThat(violations).isEmpty();
        assertThat(complaints).isEmpty();
    }

    /** What is well is not told at length, which spares time. */
    private static AxeRunOptions violationsOnly() {
        AxeRunOptions options = new AxeRunOptions();
        options.setResultTypes(List.of("violations"));
        return options;
    }

    private static boolean isSeenInTheLight(String page) {
        return PAGES.keySet().stream().sorted().toList().indexOf(page) % 2 == 0;
    }

    @Test
    @Order(3)
    void numbersFollow_asTheyChange_andLeadToTheirExplanation() {
        Page page = open("#/indicators", 1366, 768, "dark", "vi");
        Locator number = page.locator("[data-indicator='dg.tthc_on_time'] .number");
        page.navigate(hub.settings.queryUrl() + "/#/indicators/dg.tthc_on_time");
        drawn(page);
        assertThat(page.locator("main")).containsText("Công thức");
        page.navigate(hub.settings.queryUrl() + "/#/indicators");
        page.evaluate("() => { window.stays = true; }");
        Locator rain = page.locator("[data-indicator='hub.correction_rate'] .quiet");
        String before = page.locator("[data-indicator='traffic.speed_ratio']").innerText();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !page.locator("[data-indicator='traffic.speed_ratio']")
                        .innerText()
                        .equals(before));
        assertThat((boolean) page.evaluate("() => window.stays")).isTrue();
        assertThat(rain).isVisible();
        number.click();
        drawn(page);
        assertThat(page.locator("main")).containsText("Vì sao là con số này");
        assertThat(page.locator("main")).containsText("Trung tâm Phục vụ hành chính công Thành phố");
        page.close();
        assertThat(browser.complaints).isEmpty();
    }

    /** Circles stand for communes, so who is a neighbour, and who lies north of whom, must be seen in them. */
    @Test
    @Order(4)
    void theMapOfCirclesPreservesWhoIsNear_andWhoIsNorth() throws Exception {
        Page page = open("#/", 1920, 1080, "dark", "vi");
        assertThat(page.locator("svg.cartogram [data-code]")).hasCount(126);
        List<Place> places = new ArrayList<>();
        JsonNode communes = new JsonMapper()
                .readTree(
                        (String)
                                page.evaluate(
                                        "async () => JSON.stringify(await (await fetch('v1/areas', { headers: { Accept: 'application/geo+json' } })).json())"))
                .path("features");
        Map<String, JsonNode> facts = new HashMap<>();
        communes.forEach(unit -> facts.put(unit.path("properties").path("code").asString(), unit.path("properties")));
        for (Locator circle : page.locator("svg.cartogram [data-code]").all()) {
            JsonNode unit = facts.get(circle.getAttribute("data-code"));
            String[] at =
                    circle.getAttribute("transform").replaceAll("[^0-9.,-]", "").split(",");
            places.add(new Place(
                    unit.path("longitude").asDouble() * 103.9,
                    unit.path("latitude").asDouble() * 110.6,
                    Double.parseDouble(at[0]),
                    -Double.parseDouble(at[1])));
        }
        int kept = 0;
        int pairs = 0;
        int inverted = 0;
        for (Place one : places) {
            Set<Place> drawn = Set.copyOf(nearest(one, places, true));
            kept += (int)
                    nearest(one, places, false).stream().filter(drawn::contains).count();
            for (Place other : places) {
                if (one.north() - other.north() > 5) {
                    pairs++;
                    inverted += one.y() < other.y() ? 1 : 0;
                }
            }
        }
        assertThat(kept / 6.0 / places.size()).as("neighbours that stay near").isGreaterThan(2 / 3.0);
        assertThat(inverted / (double) pairs).as("north and south inverted").isLessThan(0.02);
    }

    /** A commune, in kilometres and in the drawing; north is up in both. */
    private record Place(double east, double north, double x, double y) {}

    private static List<Place> nearest(Place one, List<Place> all, boolean drawn) {
        return all.stream()
                .filter(other -> other != one)
                .sorted(Comparator.comparingDouble(other -> drawn
                        ? Math.hypot(other.x() - one.x(), other.y() - one.y())
                        : Math.hypot(other.east() - one.east(), other.north() - one.north())))
                .limit(6)
                .toList();
    }

    /** As on a night of floods, which nobody can order: 27 alarms that the hub would answer with. */
    private static String night() {
        List<String> alerts = new ArrayList<>();
        for (int i = 0; i < 27; i++) {
            boolean isOfYear = i >= 17;
            String severity = i == 0 ? "extreme" : i < 3 ? "severe" : isOfYear || i < 9 ? "moderate" : "minor";
            String what = isOfYear
                    ? "\"rule\":\"target.at_risk\",\"indicator\":\"dg.tthc_on_time\",\"area\":\"01\",\"areaName\":\"Thành phố Hà Nội\",\"quantity\":87.3,\"threshold\":20,\"title\":{\"vi\":\"Chỉ tiêu có nguy cơ không đạt: Còn thiếu trên 20%\",\"en\":\"A target is at risk: More than 20% short\"}"
                    : "\"rule\":\"river.alarm\",\"indicator\":\"river.level\",\"area\":\"00643\",\"areaName\":\"Xã Trung Giã\",\"member\":\"Trạm "
                            + i
                            + "\",\"quantity\":11.3,\"quantityNow\":11.62,\"threshold\":11,\"title\":{\"vi\":\"Mực nước sông: Báo động "
                            + (i % 3 + 1)
                            + "\",\"en\":\"River level: Alarm " + (i % 3 + 1) + "\"}";
            alerts.add("{\"id\":\"" + i + "\",\"severity\":\"" + severity
                    + "\",\"status\":\"open\",\"openedAt\":\"2026-11-29T0" + i % 10 + ":00:00Z\"," + what + "}");
        }
        return "{\"alerts\":[" + String.join(",", alerts) + "]}";
    }

    @ParameterizedTest
    @CsvSource({"1920, 1080, dark, vi", "1366, 768, light, en", "390, 844, dark, vi"})
    @Order(4)
    void theGravestAlarmsStayOnTheScreen_howeverManyThereAre(int width, int height, String theme, String language) {
        Page page = browser.page(width, height, theme, language);
        page.route(
                "**/v1/alerts*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(night())));
        page.navigate(hub.settings.queryUrl() + "/#/");
        drawn(page);
        Locator gravest = page.locator(".alarms .pinned li");
        assertThat(gravest).hasCount(3);
        assertThat(gravest.first())
                .containsText(language.equals("vi") ? "nay 11,6 m (khi mở 11,3 m)" : "now 11.6 m (when opened 11.3 m)");
        assertThat(page.locator(".targets li")).hasCount(10);
        assertThat(page.locator(".targets li").first())
                .containsText(language.equals("vi") ? "thiếu 87,3 % so với chỉ tiêu" : "missing 87.3 % of the target");
        picture(page, "night-" + width + "-" + theme + "-" + language);
        theKeyboardReachesTheFirstAlarm(page, gravest.first());
        if (width < 700) {
            assertThat(gravest.first()).isInViewport();
        } else {
            for (int turn = 0; turn < 12; turn++) {
                for (Locator alarm : gravest.all()) {
                    assertThat(alarm).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
                }
                page.evaluate(
                        "() => document.querySelectorAll('.page-wall .list ul').forEach(list => list.scrollBy(0, 0.9 * list.clientHeight))");
            }
        }
    }

    /** Within five stops: past the link to the content, over the one to the alerts, past their heading. */
    private static void theKeyboardReachesTheFirstAlarm(Page page, Locator first) {
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(page.locator("#skip-alerts")).isFocused();
        page.keyboard().press("Enter");
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(first.locator("a")).isFocused();
    }

    @Test
    @Order(5)
    void anAnswerThatDoesNotCome_isNoGoodNews() {
        Page page = browser.page(1366, 768, "dark", "vi");
        page.route("**/v1/alerts", unanswered -> {});
        page.navigate(hub.settings.queryUrl() + "/");
        drawn(page);
        assertThat(page.locator("aside")).containsText("201");
        assertThat(page.locator("aside")).containsText("Đang tải");
        assertThat(page.locator("aside")).not().containsText("Không có cảnh báo");
    }

    /** Growth is in per cent, whatever the unit of the indicator. */
    @Test
    @Order(4)
    void aTargetOfGrowthSaysSo() {
        Page page = open("#/indicators", 1366, 768, "dark", "vi");

        String goal = (String)
                page.evaluate(
                        "async () => (await import('/page/widgets/target.js')).goal({ kind: 'growth', value: 7, comparison: '>=' }, 'tasks')");

        assertThat(goal.replace('\u00a0', ' ')).isEqualTo("tăng trưởng ≥ 7 % so với năm trước");
    }

    @Test
    @Order(4)
    void aKeyboardIsEnough() {
        Page page = open("#/", 1366, 768, "dark", "vi");
        page.keyboard().press("Tab");
        assertThat(page.locator("#skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#main")).isFocused();
        Locator here = page.locator(".map a[tabindex='0']");
        String from = here.getAttribute("data-code");
        here.focus();
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowDown");
        String to = page.locator(".map a:focus").getAttribute("data-code");
        assertThat(to).isNotEqualTo(from);
        assertThat(page.locator(".map a[tabindex='0']")).hasCount(1);
        page.keyboard().press("Enter");
        drawn(page);
        assertThat(page).hasURL(Pattern.compile(".*area=" + to + ".*"));
        page.locator("#language").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).containsText("Why this number");
        page.close();
        assertThat(browser.complaints).isEmpty();
    }

    @Test
    @Order(5)
    void anOperatorHoldsBack_releases_andLeavesAgain() {
        Page page = browser.page(1366, 768, "light", "en");
        enterAsOperator(page);
        Locator hold = page.locator("form", new Page.LocatorOptions().setHasText("Quarantine"));
        hold.locator("select").selectOption("H26.VP");
        hold.locator("input[name=why]").fill("sensor under repair");
        hold.locator("button").click();
        Locator row = page.locator(
                "tr",
                new Page.LocatorOptions().setHasText("sensor under repair").setHas(page.locator("button")));
        assertThat(row).isVisible();
        row.locator("button").click();
        assertThat(row).hasCount(0);
        page.locator("button[value=count]").click();
        assertThat(page.locator(".told")).containsText("found");
        page.locator(".who button").click();
        assertThat(page.locator("form.key")).isVisible();
        page.locator("input[name=key]").fill("wrong");
        page.locator("form.key button").click();
        assertThat(page.locator("#refused")).not().isEmpty();
        page.close();
    }

    @Test
    @Order(5)
    void aFrozenReportIsReadOnThePage_andReasonsInWords() {
        Page page = browser.page(1366, 768, "light", "vi");
        enterAsOperator(page);
        Object status = page.evaluate("""
                async () => {
                  const { values } = await (await fetch("v1/indicators/dg.tthc_on_time/values?area=01&period=month")).json();
                  const ended = values.filter(row => row.value != null && new Date(row.end) < new Date()).at(-1);
                  return (await fetch("v1/releases", { method: "POST", headers: { "Content-Type": "application/json", "X-Requested-With": "page" }, body: JSON.stringify({
                    id: "page-report", title: { vi: "Báo cáo trên trang", en: "Report on the page" }, period: ended.period,
                    indicators: ["dg.tthc_on_time"], level: "city", asOf: new Date().toISOString() }) })).status;
                }""");
        assertThat(status).isEqualTo(201);
        page.navigate(hub.settings.queryUrl() + "/#/plans");
        page.locator("a", new Page.LocatorOptions().setHasText("Báo cáo trên trang"))
                .click();
        assertThat(page).hasURL(Pattern.compile(".*#/releases/page-report\\?version=1"));
        assertThat(page.locator("main h2")).hasText("Báo cáo trên trang");
        assertThat(page.locator("main table tbody tr")).hasCount(1);
        assertThat(page.locator("main table tbody tr")).containsText("Thành phố Hà Nội");

        Object reason = page.evaluate("""
                async () => {
                  const [{ render }, { reason }] = await Promise.all([import("/page/lib.js"), import("/page/widgets/reason.js")]);
                  const shown = document.createElement("p");
                  render(reason("not-your-type"), shown);
                  return shown.textContent;
                }""");
        assertThat(reason).isEqualTo("cơ quan không gửi loại sự kiện này not-your-type");
        page.close();
    }

    @Test
    @Order(6)
    void saysWhatIsStale_andHeals_withoutBeingLoadedAgain() throws Exception {
        Page page = open("#/", 1920, 1080, "dark", "vi");
        page.evaluate("() => { window.stays = true; }");
        says(page, "Trực tiếp", HEALED_WITHIN);

        hub.processor.kill();
        says(page, "Bộ xử lý không hoạt động", WITHIN);
        picture(page, "stale-processor");
        hub.processor.launch();
        says(page, "Trực tiếp", HEALED_WITHIN);

        hub.broker.kill();
        says(page, "Kafka không trả lời", WITHIN);
        hub.broker.start();
        says(page, "Trực tiếp", HEALED_WITHIN);

        hub.query.kill();
        says(page, "Mất kết nối", WITHIN);
        picture(page, "stale-query");
        hub.query.launch();
        says(page, "Trực tiếp", HEALED_WITHIN);

        assertThat(page.locator("html.stale")).hasCount(0);
        assertThat((boolean) page.evaluate("() => window.stays")).isTrue();
        page.close();
    }

    private static void says(Page page, String words, double millis) {
        assertThat(page.locator(".health"))
                .containsText(words, new LocatorAssertions.ContainsTextOptions().setTimeout(millis));
    }
}
