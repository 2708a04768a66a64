package vn.hanoi.datahub.edge.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRefusedException;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * Sessions of people at a page. A session names the key it was begun with and carries its end, signed (JWT, HS256):
 * every instance of every service knows it without being told. It is worth nothing once its key is revoked or has
 * expired, once its time is over, or once it was ended.
 */
public final class Sessions {

    /** A screen on a wall, which changes nothing, is not asked for its key each day. */
    public static final Duration OF_READER = Duration.ofDays(30);

    /** A day's work. */
    public static final Duration OF_OTHERS = Duration.ofHours(12);

    /** So many ends are told apart for a key; whoever ends more ends all that the key has begun. */
    static final int MOST_ENDED = 1_000;

    private static final String ISSUER = "hanoi-data-hub-page";

    private final KeyRing keys;
    private final byte[] secret;

    /** Ended sessions by key, with the moment; the key of all of them is the empty text. */
    private final Map<String, Map<String, Instant>> ended = new ConcurrentHashMap<>();

    /** @param service signs sessions; where there is none they are signed by this instance alone, and end with it */
    public Sessions(KeyRing keys, ServiceKey service) {
        this.keys = keys;
        this.secret = KeyRing.sha256("session " + (service.text().isEmpty() ? KeyRing.random() : service.text()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A session that has begun.
     *
     * @param lasts until it ends by itself
     */
    public record Begun(Caller caller, String token, Duration lasts) {}

    /**
     * Begins a session.
     *
     * @throws KeyRefusedException when the key is unknown, expired or revoked
     */
    public Begun begin(String key, Instant now) {
        Caller caller = keys.caller(key, now);
        Duration lasts = caller.role() == Role.READER ? OF_READER : OF_OTHERS;
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(KeyRing.id(KeyRing.sha256(key)))
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lasts)))
                .build();
        try {
            SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
            token.sign(new MACSigner(secret));
            return new Begun(caller, token.serialize(), lasts);
        } catch (JOSEException e) {
            throw new IllegalStateException("a session cannot be signed", e);
        }
    }

    /** Whom a session speaks for; empty for one that is over, or that none of our services began. */
    Optional<Caller> caller(String token, Instant now) {
        return claims(token)
                .filter(claims -> claims.getExpirationTime().toInstant().isAfter(now) && !isEnded(claims))
                .flatMap(claims -> {
                    try {
                        return Optional.of(keys.callerOf(claims.getSubject(), now));
                    } catch (KeyRefusedException e) {
                        return Optional.empty();
                    }
                });
    }

    private Optional<JWTClaimsSet> claims(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.HS256) || !jwt.verify(new MACVerifier(secret))) {
                return Optional.empty();
            }
            return Optional.of(jwt.getJWTClaimsSet()).filter(claims -> ISSUER.equals(claims.getIssuer()));
        } catch (ParseException | JOSEException | IllegalStateException e) {
            return Optional.empty();
        }
    }

    private boolean isEnded(JWTClaimsSet claims) {
        Map<String, Instant> ofKey = ended.getOrDefault(claims.getSubject(), Map.of());
        Instant all = ofKey.get("");
        return ofKey.containsKey(claims.getJWTID())
                || all != null && !claims.getIssueTime().toInstant().isAfter(all);
    }

    /** What is to be told, by the key of its record, so that a session ends everywhere; empty for none of ours. */
    public Optional<Map.Entry<String, SessionEnd>> end(String token, Instant now) {
        return claims(token).map(claims -> {
            String key = claims.getSubject();
            boolean isOneOfMany = ended.getOrDefault(key, Map.of()).size() >= MOST_ENDED;
            String session = isOneOfMany ? null : claims.getJWTID();
            return Map.entry(session == null ? key : key + "/" + session, new SessionEnd(key, session, now));
        });
    }

    /** A session was ended, by whichever instance. */
    public void take(SessionEnd end) {
        @Nullable String session = end.getSession();
        if (session == null) {
            ended.put(end.getKey(), new ConcurrentHashMap<>(Map.of("", end.getEndedAt())));
        } else {
            ended.computeIfAbsent(end.getKey(), key -> new ConcurrentHashMap<>())
                    .put(session, end.getEndedAt());
        }
    }

    /** Forgets ends of sessions that are over by themselves. */
    public void forgetBefore(Instant moment) {
        ended.values().forEach(ofKey -> ofKey.values().removeIf(at -> at.isBefore(moment)));
        ended.values().removeIf(Map::isEmpty);
    }
}
