package vn.hanoi.datahub.edge.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * An error as sent to callers (RFC 9457).
 *
 * @param word the last part of its stable {@code type} URI
 * @param detail what is wrong and what would be right, for a person
 * @param more further members
 */
public record Problem(HttpStatus status, String word, String detail, Map<String, Object> more) {

    private static final String TYPE = "urn:hanoi:datahub:problem:";
    private static final JsonMapper JSON = new JsonMapper();

    /** A detail may quote what was sent. */
    private static final int LONGEST_DETAIL = 4_000;

    public Problem {
        detail = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) + "…" : detail;
    }

    public static Problem of(HttpStatus status, String word, String detail) {
        return new Problem(status, word, detail, Map.of());
    }

    /** Returns the problem with one more member. */
    public Problem with(String name, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(name, value);
        return new Problem(status, word, detail, members);
    }

    static URI type(String word) {
        return URI.create(TYPE + word);
    }

    public ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(type(word));
        body.setTitle(word);
        more.forEach(body::setProperty);
        return body;
    }

    public ResponseEntity<ProblemDetail> answer() {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body());
    }

    /**
     * Returns the response, with a request to retry later.
     *
     * @param seconds when to retry (RFC 9110, Retry-After)
     */
    public ResponseEntity<ProblemDetail> answer(String seconds) {
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body());
    }

    /** Returns the problem as bytes, for responses that are sent before Spring is involved. */
    public byte[] bytes() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", TYPE + word);
        members.put("title", word);
        members.put("status", status.value());
        members.put("detail", detail);
        members.putAll(more);
        return JSON.writeValueAsString(members).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Answers a request that reached no controller.
     *
     * @param retryAfter seconds, or null
     */
    public void writeTo(HttpServletResponse response, @Nullable String retryAfter) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        byte[] body = bytes();
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
