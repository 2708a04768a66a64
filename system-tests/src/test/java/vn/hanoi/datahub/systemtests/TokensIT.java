package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.systemtests.RunningHub.Answer;

/**
 * OAuth2 client credentials: the token of an issuer the hub trusts opens what its scope says, and no other token opens
 * anything.
 */
class TokensIT {

    private static final String AUDIENCE = "hanoi-data-hub";

    private static HttpServer issuer;
    private static String issuerUrl;
    private static RSAKey issuerKey;
    private static SecondDoor door;

    @BeforeAll
    static void start() throws Exception {
        issuerKey = new RSAKeyGenerator(2048).keyID("k1").generate();
        issuer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuerUrl = "http://127.0.0.1:" + issuer.getAddress().getPort();
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuerUrl + "\",\"jwks_uri\":\"" + issuerUrl
                        + "/jwks\",\"subject_types_supported\":[\"public\"]}");
        answer("/jwks", new JWKSet(issuerKey.toPublicJWK()).toString());
        issuer.start();
        door = SecondDoor.open(
                RunningHub.get(), Map.of("hub.access.issuer", issuerUrl, "hub.access.audience", AUDIENCE));
    }

    private static void answer(String path, String json) {
        issuer.createContext(path, exchange -> {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        door.close();
        issuer.stop(0);
    }

    private static JWTClaimsSet.Builder claims(String scope) {
        return new JWTClaimsSet.Builder()
                .issuer(issuerUrl)
                .audience(AUDIENCE)
                .subject("hcc-software")
                .claim("scope", scope)
                .claim("agency", "H26.HCC")
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) {
        return signed(claims, key, JOSEObjectType.JWT);
    }

    private static String signed(JWTClaimsSet claims, RSAKey key, JOSEObjectType type) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("k1")
                            .type(type)
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer publish(String token) {
        return RunningHub.get()
                .ask(
                        "POST",
                        door.url + "/v1/events",
                        Map.of("Authorization", "Bearer " + token, "Content-Type", "application/cloudevents+json"),
                        FrontDoorIT.dossier("jwt", "jwt", "2025-08-10T10:00:00+07:00", "00004", "COUNTER"));
    }

    private static Answer publish(JWTClaimsSet.Builder claims) {
        return publish(signed(claims.build(), issuerKey));
    }

    @Test
    void aTokenOpensWhatItsScopeSays() {
        Answer published = publish(claims("openid hub.publish"));
        assertThat(published.status()).as(published.text()).isEqualTo(202);
        assertThat(publish(signed(claims("hub.publish").build(), issuerKey, new JOSEObjectType("at+jwt")))
                        .status())
                .isEqualTo(202);
        assertThat(publish(claims("hub.read")).status()).isEqualTo(403);
        assertThat(publish(claims("hub.operate")).status()).isEqualTo(403);
        assertThat(publish(claims("hub.publish").claim("agency", "H26.VP")).status())
                .isEqualTo(403);
        assertThat(RunningHub.get()
                        .ask(
                                "GET",
                                door.url + "/v1/quarantines",
                                Map.of(
                                        "Authorization",
                                        "Bearer " + signed(claims("hub.operate").build(), issuerKey)),
                                "")
                        .status())
                .isEqualTo(200);
    }

    /** One of those that open nothing; the others are TokensTest's. */
    @Test
    void aTokenThatTheIssuerDidNotSignOpensNothing() throws JOSEException {
        Answer answer = publish(signed(
                claims("hub.publish").build(),
                new RSAKeyGenerator(2048).keyID("k1").generate()));

        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.type()).startsWith("application/problem+json");
        assertThat(answer.headers().allValues("WWW-Authenticate")).isNotEmpty();
    }

    @Test
    void aHubWithoutAnIssuerTakesNoTokens() {
        RunningHub hub = RunningHub.get();
        Answer answer = hub.ask(
                "POST",
                hub.settings.ingestUrl() + "/v1/events",
                Map.of(
                        "Authorization",
                        "Bearer " + signed(claims("hub.publish").build(), issuerKey),
                        "Content-Type",
                        "application/cloudevents+json"),
                "{}");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body().path("detail").asString()).contains("takes no tokens");
    }
}
