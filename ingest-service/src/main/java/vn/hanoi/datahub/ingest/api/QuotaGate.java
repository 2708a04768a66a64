package vn.hanoi.datahub.ingest.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.servlet.HandlerInterceptor;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.edge.problem.Problem;
import vn.hanoi.datahub.ingest.api.Quotas.Allowance;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Refuses an agency's requests while it is over its quota, before their bodies are read: 429 with {@code Retry-After}.
 * Every response has the {@code RateLimit} fields of the IETF draft (draft-ietf-httpapi-ratelimit-headers).
 */
final class QuotaGate implements HandlerInterceptor {

    private static final String HELD = QuotaGate.class.getName() + ".held";

    private final Quotas quotas;
    private final Counter refused;

    public QuotaGate(Quotas quotas, MeterRegistry meters) {
        this.quotas = quotas;
        this.refused = refusals(meters);
    }

    static Counter refusals(MeterRegistry meters) {
        return Counter.builder("hub.ingest.over.quota")
                .description("requests refused because of the quota, to be sent again later")
                .register(meters);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        Agency agency = agency(request);
        if (agency == null) {
            return true;
        }
        Allowance allowance = quotas.allowance(agency);
        tell(response, allowance);
        if (!allowance.isOpen()) {
            refuse(
                    response,
                    "the agency has exceeded its quota of " + allowance.quota().eventsPerSecond() + " events and "
                            + allowance.quota().bytesPerSecond() + " bytes per second",
                    seconds(allowance.owesFor()));
            return false;
        } else if (!quotas.tryEnter(agency)) {
            refuse(response, "the agency " + agency.code() + " has too many requests in progress", 1);
            return false;
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        Agency agency = agency(request);
        if (agency != null) {
            quotas.leave(agency);
            quotas.letGo(agency, held(request));
        }
    }

    /**
     * Records that more of a request's body is in memory, until the request ends.
     *
     * @throws OverQuotaException when the agency's requests would together exceed their memory limit
     */
    void hold(Agency agency, HttpServletRequest request, long bytes) {
        if (!quotas.tryHold(agency, bytes)) {
            throw new OverQuotaException(
                    "the bodies that are being read for " + agency.code() + " have reached their total size limit", 1);
        }
        request.setAttribute(HELD, held(request) + bytes);
    }

    private static long held(HttpServletRequest request) {
        return request.getAttribute(HELD) instanceof Long bytes ? bytes : 0;
    }

    private static @Nullable Agency agency(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication who && who.getPrincipal() instanceof Caller caller
                ? caller.agency()
                : null;
    }

    private void refuse(HttpServletResponse response, String why, long seconds) throws IOException {
        refused.increment();
        problem(why, seconds).writeTo(response, Long.toString(seconds));
    }

    static Problem problem(String why, long seconds) {
        return Problem.of(
                HttpStatus.TOO_MANY_REQUESTS,
                "over-quota",
                why + "; nothing in this request was accepted; send it again in " + seconds + " s");
    }

    /** Charges a request, and reports the remaining quota in the response headers. */
    void charge(Agency agency, long events, long bytes, HttpServletResponse response) {
        tell(response, quotas.charge(agency, events, bytes));
    }

    private static void tell(HttpServletResponse response, Allowance allowance) {
        long reset = seconds(allowance.owesFor());
        response.setHeader(
                "RateLimit-Policy",
                "\"events\";q=" + allowance.quota().eventsPerSecond() + ";w=1, \"bytes\";q="
                        + allowance.quota().bytesPerSecond() + ";w=1");
        response.setHeader(
                "RateLimit",
                "\"events\";r=" + Math.max(0, allowance.eventsLeft()) + ";t=" + reset + ", \"bytes\";r="
                        + Math.max(0, allowance.bytesLeft()) + ";t=" + reset);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
