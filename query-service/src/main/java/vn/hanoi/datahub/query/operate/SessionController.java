package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;
import vn.hanoi.datahub.access.SessionEnd;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.access.Sessions;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.net.PublicUrl;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.schemas.access.KeyRefusedException;

/**
 * Manages browser sessions. A person enters a key once, and the browser keeps a session that no script can read. The
 * session ends when it expires, when the person signs out, or when the key is revoked.
 */
@RestController
@RequestMapping("/v1/session")
@Tag(name = "access")
class SessionController {

    private static final int LONGEST = 4 * 1024;

    private final Sessions sessions;
    private final ConfirmedWriter<SessionEnd> ends;
    private final AuditLog audit;
    private final PublicUrl url;
    private final InstantSource clock;

    public SessionController(
            Sessions sessions,
            ConfirmedWriter<SessionEnd> sessionEnds,
            AuditLog audit,
            PublicUrl url,
            InstantSource clock) {
        this.url = url;
        this.sessions = sessions;
        this.ends = sessionEnds;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What a person enters to sign in.
     *
     * @param key an API key
     */
    public record Given(@Nullable String key) {}

    /**
     * The caller's identity.
     *
     * @param role {@code agency}, {@code operator} or {@code reader}; null for a caller without a key
     * @param agency code of the agency; null for other roles
     */
    record SessionView(@Nullable String role, @Nullable String agency) {

        private static SessionView of(@Nullable Caller caller) {
            return caller == null
                    ? new SessionView(null, null)
                    : new SessionView(caller.role().word(), caller.ownAgency().orElse(null));
        }
    }

    /** Returns who the caller is. */
    @Operation(operationId = "getSession", summary = "Who the caller is; all fields are null for an anonymous caller")
    @GetMapping
    SessionView who(@AuthenticationPrincipal @Nullable Caller caller) {
        return SessionView.of(caller);
    }

    /** Begins a session, in a cookie for this site only. */
    @Operation(
            operationId = "beginSession",
            summary = "Begin a session in a cookie, for pages, live updates and downloads in a browser")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = SessionView.class)))
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> begin(@RequestBody Given given, HttpServletRequest request) {
        String key = given.key() == null ? "" : given.key().strip();
        if (key.isEmpty() || key.length() > LONGEST) {
            throw new BadRequestException(
                    "the body is {\"key\": \"…\"}, with a key of at most " + LONGEST + " characters");
        }
        try {
            Sessions.Begun begun = sessions.begin(key, clock.instant());
            return ResponseEntity.ok()
                    .header(HttpHeaders.SET_COOKIE, cookie(begun.token(), begun.lasts(), request))
                    .body(SessionView.of(begun.caller()));
        } catch (KeyRefusedException e) {
            audit.refused(null, request, String.valueOf(e.getMessage()));
            return Problem.of(HttpStatus.UNAUTHORIZED, "unauthorised", String.valueOf(e.getMessage()))
                    .answer();
        }
    }

    /** Ends the session at all replicas: copies of the cookie are no longer valid. */
    @Operation(operationId = "endSession", summary = "End the session")
    @DeleteMapping
    ResponseEntity<SessionView> end(@AuthenticationPrincipal @Nullable Caller caller, HttpServletRequest request) {
        Cookie cookie = WebUtils.getCookie(request, Callers.COOKIE);
        if (caller != null && cookie != null) {
            sessions.end(cookie.getValue(), clock.instant()).ifPresent(end -> ends.put(end.getKey(), end.getValue()));
        }
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request))
                .body(SessionView.of(null));
    }

    private String cookie(String value, Duration kept, HttpServletRequest request) {
        return ResponseCookie.from(Callers.COOKIE, value)
                .path(url.prefix(request) + "/v1")
                .httpOnly(true)
                .secure(url.isSecure(request))
                .sameSite("Strict")
                .maxAge(kept)
                .build()
                .toString();
    }
}
