package vn.hanoi.datahub.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.security.oauth2.jwt.BadJwtException;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.edge.config.SmallService;

/** Which tokens open something, and what: an issuer that answers, and a service that takes its tokens. */
class TokensTest {

    private static final String AUDIENCE = "hanoi-hub";

    private static HttpServer issuer;
    private static String issuerUrl;
    private static RSAKey key;
    private static SmallService service;

    @BeforeAll
    static void start() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        issuer = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuerUrl = "http://127.0.0.1:" + issuer.getAddress().getPort();
        answer(
                "/.well-known/openid-configuration",
                "{\"issuer\":\"" + issuerUrl + "\",\"jwks_uri\":\"" + issuerUrl
                        + "/jwks\",\"subject_types_supported\":[\"public\"]}");
        answer("/jwks", new JWKSet(key.toPublicJWK()).toString());
        issuer.start();
        service = new SmallService(Tokens.decoder(issuerUrl, AUDIENCE, ""));
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
        service.close();
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

    private static String signed(JWTClaimsSet.Builder claims, JOSEObjectType type) {
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("k1")
                            .type(type)
                            .build(),
                    claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is said in one token, with the signature of another: its key did not sign it. */
    private static String withSignatureOf(JWTClaimsSet.Builder said, JWTClaimsSet.Builder other) {
        String token = signed(said, JOSEObjectType.JWT);
        String signature = signed(other, JOSEObjectType.JWT);
        return token.substring(0, token.lastIndexOf('.')) + signature.substring(signature.lastIndexOf('.'));
    }

    private static HttpResponse<String> ask(String method, String path, String token) {
        return service.ask(method, path, "Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> ask(String method, String path, JWTClaimsSet.Builder claims) {
        return ask(method, path, signed(claims, JOSEObjectType.JWT));
    }

    @ParameterizedTest(name = "{0}: known {1}, operated {2}")
    @CsvSource({
        "hub.publish, 200, 403",
        "hub.read, 200, 403",
        "hub.operate, 200, 200",
        "openid hub.publish, 200, 403",
        "hub.read hub.operate hub.publish, 200, 200",
        "openid, 401, 401",
        "'', 401, 401",
        "hub.operated hub.reader, 401, 401",
        "HUB.OPERATE, 401, 401"
    })
    void aTokenOpensWhatItsScopeSays(String scope, int known, int operated) {
        assertThat(ask("GET", "/v1/known", claims(scope)).statusCode()).isEqualTo(known);
        assertThat(ask("POST", "/v1/operated", claims(scope)).statusCode()).isEqualTo(operated);
    }

    @Test
    void aTokenSpeaksForTheAgencyItNames() {
        assertThat(new JsonMapper()
                        .readTree(ask("GET", "/v1/known", claims("hub.publish")).body()))
                .isEqualTo(new JsonMapper().readTree("{\"caller\":\"jwt:hcc-software\",\"agency\":\"H26.HCC\"}"));
        assertThat(ask("GET", "/v1/known", claims("hub.read")).body()).contains("\"agency\":\"-\"");
    }

    /** RFC 9068 asks for this type; many issuers still write the other. */
    @Test
    void takesBothTypesOfTokens() {
        assertThat(ask("GET", "/v1/known", signed(claims("hub.read"), new JOSEObjectType("at+jwt")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void noOtherTokenOpensAnything() {
        Date past = Date.from(Instant.now().minusSeconds(600));
        Date future = Date.from(Instant.now().plusSeconds(600));
        String scope = "hub.publish";
        for (String token : new String[] {
            signed(claims(scope).issuer("http://elsewhere"), JOSEObjectType.JWT),
            signed(claims(scope).audience("another-service"), JOSEObjectType.JWT),
            signed(claims(scope).audience((String) null), JOSEObjectType.JWT),
            signed(claims(scope).expirationTime(past), JOSEObjectType.JWT),
            signed(claims(scope).notBeforeTime(future), JOSEObjectType.JWT),
            signed(claims(scope).claim("agency", "H26.NOBODY"), JOSEObjectType.JWT),
            signed(claims(scope).claim("agency", null), JOSEObjectType.JWT),
            signed(claims(scope).expirationTime(null), JOSEObjectType.JWT),
            signed(claims(scope).subject(null), JOSEObjectType.JWT),
            signed(claims("openid"), JOSEObjectType.JWT),
            withSignatureOf(claims(scope), claims("hub.operate")),
            "not.a.token",
            ""
        }) {
            HttpResponse<String> answer = ask("GET", "/v1/known", token);
            assertThat(answer.statusCode()).as(token + " " + answer.body()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.headers().allValues("WWW-Authenticate"))
                    .containsExactly("ApiKey header=\"X-API-Key\"", "Bearer");
        }
    }

    @Test
    void saysThatAKeyOrATokenIsMissing() {
        assertThat(service.ask("GET", "/v1/known").body())
                .contains("send a key in the header X-API-Key, or a bearer token");
    }

    /** An issuer that is away for a while must not look like a token that is wrong for good. */
    @Test
    void saysThatTheIssuerDoesNotAnswer() throws IOException {
        String url;
        try (ServerSocket away = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + away.getLocalPort();
        }
        String token = signed(claims("hub.read").issuer(url), JOSEObjectType.JWT);

        assertThatThrownBy(() -> Tokens.decoder(url, AUDIENCE, url + "/jwks").decode(token))
                .isInstanceOf(BadJwtException.class)
                .hasMessage("the issuer's keys cannot be had at the moment; send the token again");
    }
}
