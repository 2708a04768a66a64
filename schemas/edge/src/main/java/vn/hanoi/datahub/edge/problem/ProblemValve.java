package vn.hanoi.datahub.edge.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Reports what Tomcat refuses before any service sees it (a broken request line, {@code %00} in a path) in the form of
 * all other errors.
 */
public final class ProblemValve extends ErrorReportValve {

    /** These say that a caller speaks another HTTP, not that the hub fails. */
    private static final Set<HttpStatus> OF_THE_CALLER =
            Set.of(HttpStatus.NOT_IMPLEMENTED, HttpStatus.HTTP_VERSION_NOT_SUPPORTED);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable cause) {
        HttpStatus status = HttpStatus.resolve(response.getStatus());
        if (status == null || !status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpServletResponse answer = response.getResponse();
        try {
            Problem.of(
                            status,
                            "http-" + status.value(),
                            status.is5xxServerError() && !OF_THE_CALLER.contains(status)
                                    ? "the hub failed to answer"
                                    : "the request cannot be read: " + status.getReasonPhrase())
                    .writeTo(answer, null);
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            // the caller has disconnected
        }
    }
}
