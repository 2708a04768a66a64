package vn.hanoi.datahub.edge.problem;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Reports what the container itself refuses, such as TRACE, in the form of all other errors. The container forwards the
 * request, so its own path has to be said.
 */
@RestController
@Hidden
public class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus resolved = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        HttpStatus status = resolved == null ? HttpStatus.NOT_FOUND : resolved;
        ResponseEntity<ProblemDetail> answer = Problem.of(status, "http-" + status.value(), status.getReasonPhrase())
                .answer();
        if (answer.getBody() != null
                && request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
            answer.getBody().setInstance(URI.create(path));
        }
        return answer;
    }
}
