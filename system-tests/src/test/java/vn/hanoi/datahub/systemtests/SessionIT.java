package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/** A browser is known by a cookie; no other site's page can make use of it. */
class SessionIT {

    private static final RunningHub HUB = RunningHub.get();

    private static Answer ask(String method, String path, Map<String, String> headers, String body) {
        return HUB.ask(method, HUB.settings.queryUrl() + path, headers, body);
    }

    private static Answer begin(String key) {
        return ask("POST", "/v1/session", Map.of("Content-Type", "application/json"), "{\"key\":\"" + key + "\"}");
    }

    private static String cookie(Answer answer) {
        String set = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return set.substring(0, set.indexOf(';'));
    }

    @Test
    void theCookieIsOutOfReachOfScriptsAndOtherSites() {
        Answer answer = begin(HUB.operatorKey());

        assertThat(answer.body().path("role").asString()).isEqualTo("operator");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/v1", "Max-Age=");
    }

    @Test
    void aCookieReads_andChangesNothingWithoutTheHeaderOfThePage() {
        String cookie = cookie(begin(HUB.operatorKey()));

        assertThat(ask("GET", "/v1/dead-letters", Map.of("Cookie", cookie), "").status())
                .isEqualTo(200);
        assertThat(ask("GET", "/v1/quarantines", Map.of("Cookie", cookie), "").status())
                .isEqualTo(200);
        String redrive = "{\"agency\":\"H26.TT\",\"type\":\"database\"}";
        assertThat(ask("POST", "/v1/redrives", Map.of("Cookie", cookie, "Content-Type", "application/json"), redrive)
                        .status())
                .isEqualTo(401);
        assertThat(ask(
                                "POST",
                                "/v1/redrives",
                                Map.of(
                                        "Cookie",
                                        cookie,
                                        "Content-Type",
                                        "application/json",
                                        "X-Requested-With",
                                        "page"),
                                redrive)
                        .body()
                        .path("found")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void anOldCookieShutsNobodyOut_andAWrongKeyMakesNone() {
        Map<String, String> old = Map.of("Cookie", "hub_session=long-over");

        assertThat(ask("GET", "/v1/tasks", old, "").status()).isEqualTo(200);
        assertThat(ask("GET", "/v1/dead-letters", old, "").status()).isEqualTo(401);
        assertThat(begin("no-such-key").status()).isEqualTo(401);
        assertThat(begin("no-such-key").headers().firstValue("Set-Cookie")).isEmpty();
    }

    /** A cookie that was copied before is worth nothing afterwards; another session of the same key goes on. */
    @Test
    void leavingEndsTheSession_atBothServices() {
        Map<String, String> mine = Map.of("Cookie", cookie(begin(HUB.operatorKey())), "X-Requested-With", "page");
        Map<String, String> other = Map.of("Cookie", cookie(begin(HUB.operatorKey())), "X-Requested-With", "page");
        assertThat(mine.get("Cookie")).doesNotContain(HUB.operatorKey());
        assertThat(ask("GET", "/v1/quarantines", mine, "").status()).isEqualTo(200);

        assertThat(ask("DELETE", "/v1/session", mine, "").status()).isEqualTo(200);

        assertThat(ask("GET", "/v1/dead-letters", mine, "").status()).isEqualTo(401);
        assertThat(ask("GET", "/v1/dead-letters", other, "").status()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> HUB.ask("GET", HUB.settings.ingestUrl() + "/v1/quarantines", mine, "")
                                .status()
                        == 401);
    }

    @Test
    void leavingForgetsTheKey() {
        Answer left = ask(
                "DELETE",
                "/v1/session",
                Map.of("Cookie", cookie(begin(HUB.readerKey())), "X-Requested-With", "page"),
                "");

        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(left.body().path("role").isNull()).isTrue();
    }

    @Test
    void nothingIsLoadedFromElsewhere_andNoScriptStandsInAPage() {
        Answer page = HUB.get(HUB.settings.queryUrl() + "/", "text/html");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http");
    }
}
