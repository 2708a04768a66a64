package vn.hanoi.datahub.query.operate;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.WebUtils;
import vn.hanoi.datahub.edge.access.Callers;
import vn.hanoi.datahub.edge.net.HandedOn;
import vn.hanoi.datahub.edge.problem.BadRequestException;
import vn.hanoi.datahub.edge.problem.ReadsAnyParameter;
import vn.hanoi.datahub.schemas.connection.ServiceKey;

/**
 * Forwards requests of the operator's page to the ingest service, so that a browser needs only one address. The ingest
 * service defines the contract of these paths, and checks permissions.
 */
@Hidden
@RestController
class OperationsController {

    private static final int LONGEST = 64 * 1024;

    private final IngestClient ingest;
    private final ServiceKey key;

    public OperationsController(IngestClient ingest, ServiceKey key) {
        this.key = key;
        this.ingest = ingest;
    }

    /** Returns the ingest service's answer on quarantines and re-drives. */
    @ReadsAnyParameter(once = false)
    @RequestMapping(
            path = {"/v1/quarantines", "/v1/quarantines/{id}", "/v1/redrives"},
            method = {RequestMethod.GET, RequestMethod.POST, RequestMethod.DELETE})
    ResponseEntity<byte[]> handOn(HttpServletRequest request, @RequestBody(required = false) byte @Nullable [] body) {
        byte[] sent = body == null ? new byte[0] : body;
        if (sent.length > LONGEST) {
            throw new BadRequestException("a request of an operator has " + LONGEST + " bytes at most");
        }
        String query = request.getQueryString();
        String path = request.getRequestURI().substring(request.getContextPath().length());
        HttpResponse<byte[]> answer =
                ingest.ask(request.getMethod(), path + (query == null ? "" : "?" + query), identity(request), sent);
        return ResponseEntity.status(answer.statusCode())
                .contentType(MediaType.parseMediaType(
                        answer.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse(MediaType.APPLICATION_JSON_VALUE)))
                .body(answer.body());
    }

    /** Returns only the headers that identify the caller. */
    private Map<String, String> identity(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : List.of(Callers.KEY, HttpHeaders.AUTHORIZATION, Callers.PAGE)) {
            Optional.ofNullable(request.getHeader(name)).ifPresent(value -> headers.put(name, value));
        }
        headers.put(ServiceKey.HEADER, key.text());
        headers.put(HandedOn.CLIENT, request.getRemoteAddr());
        Optional.ofNullable(WebUtils.getCookie(request, Callers.COOKIE))
                .ifPresent(cookie -> headers.put(HttpHeaders.COOKIE, Callers.COOKIE + "=" + cookie.getValue()));
        return headers;
    }
}
