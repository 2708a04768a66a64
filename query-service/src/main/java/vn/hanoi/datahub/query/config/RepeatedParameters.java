package vn.hanoi.datahub.query.config;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/** Refuses a query parameter that is given twice: only one of them could be read, and the caller meant both. */
final class RepeatedParameters implements HandlerInterceptor {

    /** @throws BadRequestException for the first parameter that is given again */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod) {
            first(request.getQueryString()).ifPresent(name -> {
                throw new BadRequestException("the query parameter '" + name + "' is given twice; one is read");
            });
        }
        return true;
    }

    static Optional<String> first(@Nullable String query) {
        Set<String> known = new HashSet<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            String name = name(pair);
            if (!name.isEmpty() && !known.add(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private static String name(String pair) {
        try {
            return URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the query string cannot be decoded");
        }
    }
}
