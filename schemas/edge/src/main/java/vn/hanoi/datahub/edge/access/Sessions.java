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
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRefusedException;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Sessions of people at a page. A session names the key with which it was begun and carries its expiry, signed (JWT,
 * HS256), so every instance of every service recognises it without shared state. It is invalid once its key is revoked
 * or has expired, once it has expired itself, or once it was ended.
 */
public final class Sessions {

    /** A reader's session, which changes nothing, lasts long: a screen on a wall should not need its key every day. */
    public static final Duration OF_READER = Duration.ofDays(30);

    /** The session of any other caller lasts a working day. */
    public static final Duration OF_OTHERS = Duration.ofHours(12);

    /** Maximum number of ended sessions recorded for one key; ending another one ends all sessions of the key. */
    static final int MOST_ENDED = 1_000;

    private static final String ISSUER = "hanoi-data-hub-page";

    private final KeyRing keys;
    private final byte[] secret;

    /** Ended sessions by key, each with the time at which it ended; the empty text stands for all sessions of a key. */
    private final Map<String, Map<String, Instant>> ended = new ConcurrentHashMap<>();

    /**
     * @param service key that signs sessions; without one, this instance signs them with a key of its own, and they end
     *     with it
     */
    public Sessions(KeyRing keys, ServiceKey service) {
        this.keys = keys;
        this.secret = KeyRing.sha256("session " + (service.text().isEmpty() ? KeyRing.random() : service.text()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Follows the topic of ended sessions. */
    public FollowedTopic<String, SessionEnd> follow(TopicFollower follower) {
        return follower.follow(Topics.SESSION, new SessionEnds(this));
    }

    /**
     * A session that has begun.
     *
     * @param lasts time until it expires
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

    /** Returns the caller that a session belongs to; empty for one that is over, or that none of our services began. */
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

    /**
     * Returns the record to write, by its key, so that a session ends everywhere; empty for a session that is not ours.
     */
    public Optional<Map.Entry<String, SessionEnd>> end(String token, Instant now) {
        return claims(token).map(claims -> {
            String key = claims.getSubject();
            boolean isOneOfMany = ended.getOrDefault(key, Map.of()).size() >= MOST_ENDED;
            String session = isOneOfMany ? null : claims.getJWTID();
            return Map.entry(session == null ? key : key + "/" + session, new SessionEnd(key, session, now));
        });
    }

    /** Records that a session was ended, on any instance. */
    public void take(SessionEnd end) {
        @Nullable String session = end.getSession();
        if (session == null) {
            ended.put(end.getKey(), new ConcurrentHashMap<>(Map.of("", end.getEndedAt())));
        } else {
            ended.computeIfAbsent(end.getKey(), key -> new ConcurrentHashMap<>())
                    .put(session, end.getEndedAt());
        }
    }

    /** Removes ended sessions that would have expired by now. */
    public void forgetBefore(Instant moment) {
        ended.values().forEach(ofKey -> ofKey.values().removeIf(at -> at.isBefore(moment)));
        ended.values().removeIf(Map::isEmpty);
    }
}
