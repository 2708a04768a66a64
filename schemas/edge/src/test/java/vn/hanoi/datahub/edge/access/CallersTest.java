package vn.hanoi.datahub.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.access.AuditEvent;
import vn.hanoi.datahub.edge.config.SmallService;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Who is recognised by a key, what each may do, and what those are told who may not. */
class CallersTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static SmallService service;

    @BeforeAll
    static void start() {
        service = new SmallService(null);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse<String> ask(String key, String method, String path) {
        return key == null ? service.ask(method, path) : service.ask(method, path, "X-API-Key", key);
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource({
        ", GET, /v1/open/x, 200",
        ", GET, /v1/known, 401",
        ", POST, /v1/operated, 401",
        "wrong, GET, /v1/open/x, 401",
        "wrong, GET, /v1/known, 401",
        "expired, GET, /v1/known, 401",
        "revoked, GET, /v1/known, 401",
        "agency, GET, /v1/open/x, 200",
        "agency, GET, /v1/known, 200",
        "agency, POST, /v1/operated, 403",
        "reader, GET, /v1/known, 200",
        "reader, POST, /v1/operated, 403",
        "operator, GET, /v1/known, 200",
        "operator, POST, /v1/operated, 200",
        "operator, GET, /v1/nothing, 404",
        ", GET, /v1/forgotten/x, 401",
        "operator, GET, /v1/forgotten/x, 403"
    })
    void opensWhatAKeysRoleMay_andNothingElse(String key, String method, String path, int status) {
        HttpResponse<String> answer = ask(key, method, path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        if (status >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void knowsWhomAKeySpeaksFor() {
        JsonNode answer = json(ask("agency", "GET", "/v1/known"));

        assertThat(answer.path("agency").asString()).isEqualTo("H26.HCC");
        assertThat(answer.path("caller").asString()).isEqualTo("key:" + KeyRing.id(KeyRing.sha256("agency")));
    }

    @ParameterizedTest
    @CsvSource({
        ", send a key in the header X-API-Key",
        "wrong, the key is not known",
        "revoked, the key ID was revoked; ask the operator for another",
        "expired, 'the key ID expired at 2025-11-01T00:00:00Z; use the one it was rotated to, or ask the operator for another'"
    })
    void saysWhyAKeyOpensNothing(String key, String why) {
        HttpResponse<String> answer = ask(key, "GET", "/v1/known");

        String id = key == null ? "" : KeyRing.id(KeyRing.sha256(key));
        assertThat(json(answer).path("detail").asString()).isEqualTo(why.replace("ID", id));
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:hanoi:datahub:problem:unauthorised");
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly("ApiKey header=\"X-API-Key\"");
    }

    @Test
    void saysThatItTakesNoTokens_toWhoSendsOne() {
        HttpResponse<String> answer = service.ask("GET", "/v1/known", "Authorization", "Bearer a.b.c");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(json(answer).path("detail").asString())
                .isEqualTo("this hub takes no tokens; send a key in the header X-API-Key");
    }

    @Test
    void saysWhichRoleMayNot() {
        JsonNode answer = json(ask("reader", "POST", "/v1/operated"));

        assertThat(answer.path("detail").asString()).isEqualTo("a caller of role reader may not POST /v1/operated");
        assertThat(answer.path("type").asString()).isEqualTo("urn:hanoi:datahub:problem:forbidden");
    }

    @Test
    void everyRefusedAccessIsInTheAudit() {
        service.ask("GET", "/v1/known?a-secret", "X-API-Key", "audited");
        ask("agency", "POST", "/v1/operated");

        List<AuditEvent> audit = service.written.of(Topics.AUDIT);
        assertThat(audit).anySatisfy(event -> {
            assertThat(event.getAction()).isEqualTo("access-refused");
            assertThat(event.getActor()).isEqualTo("-");
            assertThat(event.getTarget()).isEqualTo("GET /v1/known");
            assertThat(event.getDetail()).isEqualTo("the key is not known");
            assertThat(event.getRemote()).isEqualTo("127.0.0.1");
        });
        assertThat(audit).anySatisfy(event -> {
            assertThat(event.getActor()).isEqualTo("key:" + KeyRing.id(KeyRing.sha256("agency")));
            assertThat(event.getAgency()).isEqualTo("H26.HCC");
            assertThat(event.getDetail()).isEqualTo("a caller of role agency may not POST /v1/operated");
        });
    }

    /** Until all revocations are known a revoked key would still open. */
    @Test
    void believesNoKey_untilAllAreKnown() {
        service.keysAreKnown.set(false);
        try {
            HttpResponse<String> answer = ask("operator", "GET", "/v1/known");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(json(answer).path("type").asString()).isEqualTo("urn:hanoi:datahub:problem:not-now");
            assertThat(service.ask("GET", "/v1/open/x").statusCode()).isEqualTo(200);
            assertThat(service.ask("GET", "/v1/open/x", "Cookie", session("operator"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(service.ask("GET", "/v1/known", "Cookie", session("operator"))
                            .statusCode())
                    .isEqualTo(401);
        } finally {
            service.keysAreKnown.set(true);
        }
    }

    @Test
    void aCookieReads_andChangesNothingWithoutTheHeaderOfThePage() {
        assertThat(service.ask("GET", "/v1/known", "Cookie", session("operator"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(service.ask("POST", "/v1/operated", "Cookie", session("operator"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(service.ask("POST", "/v1/operated", "Cookie", session("operator"), "X-Requested-With", "page")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void anOldCookieShutsNobodyOutOfWhatIsForEverybody() {
        for (String old : List.of("hub_session=unknown", "hub_session=a.b.c", "hub_session=", "hub_key=operator")) {
            assertThat(service.ask("GET", "/v1/open/x", "Cookie", old).statusCode())
                    .isEqualTo(200);
            assertThat(service.ask("GET", "/v1/known", "Cookie", old).statusCode())
                    .isEqualTo(401);
        }
    }

    private static String session(String key) {
        return Callers.COOKIE + "="
                + service.sessions.begin(key, SmallService.NOW).token();
    }

    @Test
    void theHeaderGoesBeforeTheCookie() {
        assertThat(service.ask("GET", "/v1/known", "Cookie", session("operator"), "X-API-Key", "wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(json(service.ask("GET", "/v1/known", "Cookie", session("operator"), "X-API-Key", "agency"))
                        .path("agency")
                        .asString())
                .isEqualTo("H26.HCC");
    }

    @Test
    void keepsNoSession_andLetsNoOtherSiteIn() {
        HttpResponse<String> answer = ask("operator", "GET", "/v1/known");

        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
    }
}
