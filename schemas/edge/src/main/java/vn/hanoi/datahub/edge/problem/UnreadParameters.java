package vn.hanoi.datahub.edge.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses a query parameter that nothing reads: otherwise {@code ?dryrun=true} would publish, and {@code ?aera=00008}
 * would answer for the whole city. A method reads what it declares: {@link RequestParam}s, and the components of a
 * record that it has as a parameter.
 */
public final class UnreadParameters implements HandlerInterceptor {

    private static final String OURS = "vn.hanoi.datahub.";

    private final Map<Method, Set<String>> read = new ConcurrentHashMap<>();

    /** @throws BadRequestException for a parameter that is not read; the message names the closest one that is */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS)
                && !method.hasMethodAnnotation(ReadsAnyParameter.class)) {
            refuseUnread(query, read.computeIfAbsent(method.getMethod(), known -> parameters(method)));
        }
        return true;
    }

    private static void refuseUnread(String query, Set<String> known) {
        for (String pair : query.split("&")) {
            String name = name(pair);
            if (!name.isEmpty() && !known.contains(name)) {
                throw new BadRequestException("nothing reads the query parameter '" + name + "'"
                        + Nearest.advice(name, known)
                        + (known.isEmpty() ? "; there is none here" : "; read are " + String.join(", ", known)));
            }
        }
    }

    private static String name(String pair) {
        try {
            return URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestException("the query string cannot be decoded");
        }
    }

    private static Set<String> parameters(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .flatMap(UnreadParameters::names)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> names(MethodParameter parameter) {
        RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
        if (declared != null) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            return Stream.of(
                    declared.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : declared.name());
        }
        return parameter.hasParameterAnnotation(ParameterObject.class)
                ? Arrays.stream(parameter.getParameterType().getRecordComponents())
                        .map(RecordComponent::getName)
                : Stream.empty();
    }
}
