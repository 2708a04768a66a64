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
import vn.hanoi.datahub.ingest.quota.Quotas;
import vn.hanoi.datahub.ingest.quota.Quotas.Allowance;
import vn.hanoi.datahub.schemas.access.Caller;

/**
 * Refuses an agency's requests while it owes, before their bodies are read: 429 with {@code Retry-After}, and the
 * {@code RateLimit} fields of the IETF's draft (draft-ietf-httpapi-ratelimit-headers) on every answer.
 */
final class QuotaGate implements HandlerInterceptor {

    private static final String HELD = QuotaGate.class.getName() + ".held";

    private final Quotas quotas;
    private final Counter refused;

    public QuotaGate(Quotas quotas, MeterRegistry meters) {
        this.quotas = quotas;
        this.refused = Counter.builder("hub.ingest.over.quota")
                .description("requests that were told to come back later")
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
                    "the quota is " + allowance.quota().eventsPerSecond() + " events and "
                            + allowance.quota().bytesPerSecond() + " bytes a second",
                    seconds(allowance.owesFor()));
            return false;
        } else if (!quotas.tryEnter(agency)) {
            refuse(response, "as many requests of " + agency.code() + " as there may be are in work", 1);
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
     * Notes that more of a request's body is in memory, until the request ends.
     *
     * @throws OverQuotaException when the agency's requests hold as much together as they may
     */
    void hold(Agency agency, HttpServletRequest request, long bytes) {
        if (!quotas.tryHold(agency, bytes)) {
            refused.increment();
            throw new OverQuotaException(
                    "the bodies of " + agency.code() + " that are being read are as large as they may be together");
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
                why + "; nothing of this request was taken, send it again in " + seconds + " s");
    }

    /** Charges what a request was, and tells what is left. */
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
