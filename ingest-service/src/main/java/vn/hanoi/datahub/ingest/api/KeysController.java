package vn.hanoi.datahub.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.date.Dates;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ForbiddenException;
import vn.hanoi.datahub.edge.problem.NotFoundException;
import vn.hanoi.datahub.edge.problem.Remark;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.access.Role;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * API keys. An operator creates them; an agency rotates and revokes its own. A key is shown only once, when it is
 * created.
 */
@RestController
@RequestMapping("/v1/keys")
@Tag(name = "keys")
class KeysController {

    private static final Duration OVERLAP = Duration.ofHours(24);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(30);
    private static final int LONGEST_LABEL = 100;

    /** Every service keeps every key in memory, so that a revocation is final; nobody may make them without end. */
    private static final int MOST_A_DAY = 20;

    private final KeyRing keys;
    private final AuditedTopic<ApiKey> rights;
    private final Catalogue catalogue;
    private final InstantSource clock;

    public KeysController(KeyRing keys, AuditedTopic<ApiKey> rights, Catalogue catalogue, InstantSource clock) {
        this.keys = keys;
        this.rights = rights;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /**
     * A request for a new key.
     *
     * @param agency code of the agency it identifies; null for an operator or a reader
     * @param role operator or reader; null for an agency
     * @param label what it is used for
     * @param expiresAt when it expires, RFC 3339; null for never
     */
    public record NewKey(
            @Nullable String agency,
            @Nullable String role,
            @Nullable String label,
            @Nullable String expiresAt) {}

    /**
     * The options for rotating a key.
     *
     * @param overlap how long the old key stays valid beside the new one: an ISO 8601 duration such as {@code PT24H};
     *     null for 24 hours
     */
    public record Rotation(@Nullable String overlap) {}

    record KeyList(List<KeyView> keys) {}

    /**
     * A key.
     *
     * @param key the key itself; only in the response that creates it
     * @param role {@code agency}, {@code operator} or {@code reader}
     * @param agency code; null for other roles
     * @param label what the key is used for
     * @param status {@code valid}, {@code expired} or {@code revoked}
     * @param createdBy name of the caller who created it
     * @param createdAt null for a key of the initial key file
     * @param expiresAt null if it does not expire
     * @param replacedBy id of the key it was rotated to; null otherwise
     */
    record KeyView(
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String key,

            String id,
            String role,
            @Nullable String agency,
            String label,
            String status,
            String createdBy,
            @Nullable Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String replacedBy) {}

    /** Lists the keys that the caller may know of, without their secrets. */
    @Operation(operationId = "listKeys", summary = "List the agency's keys; for an operator, all keys")
    @GetMapping
    KeyList list(@AuthenticationPrincipal Caller caller) {
        return new KeyList(keys.all().stream()
                .filter(key -> mayKnow(caller, key))
                .sorted(Comparator.comparing(ApiKey::getCreatedAt).thenComparing(ApiKey::getId))
                .map(key -> view(null, key))
                .toList());
    }

    /** Creates a key. */
    @Operation(
            operationId = "createKey",
            summary = "Create a key; operators only. The key is shown in this response and never again")
    @ApiResponse(responseCode = "201")
    @PostMapping
    ResponseEntity<KeyView> create(
            @AuthenticationPrincipal Caller caller, @RequestBody NewKey wanted, HttpServletRequest request) {
        if (!caller.isOperator()) {
            throw new ForbiddenException(
                    "only an operator can create keys; an agency rotates its own: POST /v1/keys/{id}/rotation");
        }
        String agency = wanted.agency();
        if (agency != null && catalogue.findAgency(agency).isEmpty()) {
            throw new BadRequestException("the catalogue has no agency '" + agency + "'");
        }
        String role = agency == null ? String.valueOf(wanted.role()) : Role.AGENCY.word();
        if (agency == null && (!role.equals(Role.OPERATOR.word()) && !role.equals(Role.READER.word()))
                || agency != null && wanted.role() != null && !role.equals(wanted.role())) {
            throw new BadRequestException("a key needs either an agency, or the role operator or reader");
        }
        String label = Remark.of("a label", wanted.label(), LONGEST_LABEL);
        return made(
                ApiKey.newBuilder()
                        .setRole(role)
                        .setAgency(agency)
                        .setLabel(label)
                        .setExpiresAt(expiry(wanted.expiresAt())),
                "",
                caller,
                request);
    }

    /**
     * Replaces a key with a new one. The old key stays valid for the overlap period. An expiry set by an operator also
     * applies to the new key.
     */
    @Operation(
            operationId = "rotateKey",
            summary = "Rotate a key: create a new one; the old one stays valid for the overlap period")
    @ApiResponse(responseCode = "201")
    @PostMapping("/{id}/rotation")
    ResponseEntity<KeyView> rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestBody(required = false) @Nullable Rotation rotation,
            HttpServletRequest request) {
        synchronized (rights) { // a concurrent revocation must not be undone
            return rotated(caller, id, rotation, request);
        }
    }

    private ResponseEntity<KeyView> rotated(
            Caller caller, String id, @Nullable Rotation rotation, HttpServletRequest request) {
        ApiKey old = usable(caller, id);
        if (old.getExpiresAt() != null && !clock.instant().isBefore(old.getExpiresAt())) {
            throw new BadRequestException(
                    "the key " + id + " expired at " + old.getExpiresAt() + "; ask an operator for another");
        }
        if (old.getReplacedBy() != null) {
            throw new BadRequestException("the key " + id + " was rotated to " + old.getReplacedBy() + "; use that");
        }
        if (!caller.isOperator() && madeToday(caller) >= MOST_A_DAY) {
            throw new BadRequestException(MOST_A_DAY + " keys of one agency are made in 24 hours at most");
        }
        Instant until = clock.instant().plus(overlap(rotation == null ? null : rotation.overlap()));
        ResponseEntity<KeyView> made = made(
                ApiKey.newBuilder()
                        .setRole(old.getRole())
                        .setAgency(old.getAgency())
                        .setLabel(old.getLabel())
                        .setExpiresAt(old.getExpiresAt()),
                ", in place of " + id,
                caller,
                request);
        String next = Objects.requireNonNull(made.getBody()).id();
        Instant end = old.getExpiresAt() != null && old.getExpiresAt().isBefore(until) ? old.getExpiresAt() : until;
        rights.put(
                id,
                ApiKey.newBuilder(old).setExpiresAt(end).setReplacedBy(next).build(),
                change(caller, "key-rotated", "to " + next + ", ends " + end, request));
        return made;
    }

    /** Revokes a key immediately, everywhere and permanently. */
    @Operation(operationId = "revokeKey", summary = "Revoke a key")
    @DeleteMapping("/{id}")
    KeyView revoke(@AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        synchronized (rights) {
            ApiKey revoked = ApiKey.newBuilder(usable(caller, id))
                    .setRevokedAt(clock.instant())
                    .build();
            rights.putForGood(id, KeyRing.revocation(id), revoked, change(caller, "key-revoked", "", request));
            return view(null, revoked);
        }
    }

    private long madeToday(Caller caller) {
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));
        return keys.all().stream()
                .filter(key -> mayKnow(caller, key) && key.getCreatedAt().isAfter(yesterday))
                .count();
    }

    private ResponseEntity<KeyView> made(
            ApiKey.Builder wanted, String detail, Caller caller, HttpServletRequest request) {
        String secret = KeyRing.random();
        String sha256 = KeyRing.sha256(secret);
        ApiKey key = wanted.setId(KeyRing.id(sha256))
                .setSha256(sha256)
                .setCreatedBy(caller.name())
                .setCreatedAt(clock.instant())
                .build();
        String whom = key.getAgency() == null ? key.getRole() : key.getAgency();
        rights.put(key.getId(), key, change(caller, "key-created", "for " + whom + detail, request));
        return ResponseEntity.status(HttpStatus.CREATED)
                .header("Cache-Control", "no-store")
                .body(view(secret, key));
    }

    private static AuditedTopic.Change change(Caller caller, String action, String detail, HttpServletRequest request) {
        return new AuditedTopic.Change(caller, action, detail, request.getRemoteAddr());
    }

    private static boolean mayKnow(Caller caller, ApiKey key) {
        return caller.isOperator()
                || caller.ownAgency().filter(own -> own.equals(key.getAgency())).isPresent();
    }

    /**
     * Returns a key of the caller's that has not been revoked. Another agency's key is reported as not found, so that
     * its existence is not disclosed.
     */
    private ApiKey usable(Caller caller, String id) {
        ApiKey key = keys.find(id)
                .filter(known -> mayKnow(caller, known))
                .orElseThrow(() -> new NotFoundException("there is no key '" + id + "'; GET /v1/keys lists them"));
        if (!caller.isOperator() && isReplaced(caller) && !caller.name().equals("key:" + id)) {
            throw new ForbiddenException("a rotated key cannot change other keys; use the one it was rotated to");
        }
        if (key.getRevokedAt() != null) {
            throw new BadRequestException("the key " + id + " was revoked at " + key.getRevokedAt());
        }
        return key;
    }

    /**
     * Returns whether the caller's own key has been replaced and is valid only for the overlap period. Someone who has
     * obtained it must not gain access to its successor.
     */
    private boolean isReplaced(Caller caller) {
        return keys.all().stream()
                .anyMatch(key -> key.getReplacedBy() != null && caller.name().equals("key:" + key.getId()));
    }

    private @Nullable Instant expiry(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Instant at = Dates.moment("expiresAt", text);
        if (!at.isAfter(clock.instant())) {
            throw new BadRequestException("expiresAt must be in the future, not '" + text + "'");
        }
        return at;
    }

    private static Duration overlap(@Nullable String text) {
        try {
            Duration overlap = text == null ? OVERLAP : Duration.parse(text);
            if (!overlap.isNegative() && overlap.compareTo(LONGEST_OVERLAP) <= 0) {
                return overlap;
            }
        } catch (DateTimeException e) {
            // reported below
        }
        throw new BadRequestException("overlap must be a duration of PT0S to P30D such as PT24H, not '" + text + "'");
    }

    private KeyView view(@Nullable String secret, ApiKey key) {
        return new KeyView(
                secret,
                key.getId(),
                key.getRole(),
                key.getAgency(),
                key.getLabel(),
                status(key),
                key.getCreatedBy(),
                key.getCreatedAt().equals(Instant.EPOCH) ? null : key.getCreatedAt(),
                key.getExpiresAt(),
                key.getRevokedAt(),
                key.getReplacedBy());
    }

    private String status(ApiKey key) {
        if (key.getRevokedAt() != null) {
            return "revoked";
        }
        return key.getExpiresAt() != null && !clock.instant().isBefore(key.getExpiresAt()) ? "expired" : "valid";
    }
}
