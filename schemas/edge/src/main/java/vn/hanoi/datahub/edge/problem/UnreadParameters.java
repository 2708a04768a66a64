package vn.hanoi.datahub.edge.problem;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import vn.hanoi.datahub.schemas.text.Nearest;

/**
 * Refuses a query parameter that nothing reads: otherwise {@code ?dryrun=true} would publish, and {@code ?aera=00008}
 * would answer for the whole city. A method reads what it declares: {@link RequestParam}s, and the components of a
 * record that it has as a parameter. Also refused is a parameter without a readable value, and one that occurs twice
 * where the method takes no list, because {@code ?dryRun} and {@code ?dryRun=false&dryRun=true} would publish, too; and
 * a body for a method that reads none.
 */
public final class UnreadParameters implements HandlerInterceptor {

    private static final String OURS = "vn.hanoi.datahub.";
    private static final char REPLACEMENT = '\uFFFD';

    private final Map<Method, Map<String, Boolean>> read = new ConcurrentHashMap<>();
    private final Map<Method, Boolean> readsBody = new ConcurrentHashMap<>();

    /**
     * @throws BadRequestException for a parameter that is not read, where the message names the closest one that is
     *     read; and for a body that is not read
     */
    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        boolean isOurs = handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith(OURS);
        if (isOurs && request.getDispatcherType() == DispatcherType.REQUEST) { // an error answers any request
            HandlerMethod method = (HandlerMethod) handler;
            if (request.getQueryString() != null) {
                refuseParameters(request.getQueryString(), method);
            }
            if (!readsBody.computeIfAbsent(method.getMethod(), known -> readsBody(method)) && hasBody(request)) {
                throw new BadRequestException("nothing reads a body here; leave it out");
            }
        }
        return true;
    }

    private void refuseParameters(String query, HandlerMethod method) {
        ReadsAnyParameter any = method.getMethodAnnotation(ReadsAnyParameter.class);
        if (any == null) {
            refuseUnread(query, read.computeIfAbsent(method.getMethod(), known -> parameters(method)));
        } else if (any.once()) {
            refuseRepeated(query);
        }
    }

    /** Returns whether a method has its body as a parameter, or says of what media type it is, and reads it itself. */
    private static boolean readsBody(HandlerMethod method) {
        RequestMapping mapping = method.getMethodAnnotation(RequestMapping.class);
        return (mapping != null && mapping.consumes().length > 0)
                || Arrays.stream(method.getMethodParameters())
                        .anyMatch(each -> each.hasParameterAnnotation(RequestBody.class));
    }

    /** Returns whether there is a body. Its length is unknown where it is sent in chunks. */
    private static boolean hasBody(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        return length > 0 || (length < 0 && request.getInputStream().read() >= 0);
    }

    private static void refuseUnread(String query, Map<String, Boolean> areLists) {
        Set<String> known = areLists.keySet();
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (name.isEmpty()) {
                continue;
            } else if (!known.contains(name)) {
                throw new BadRequestException("nothing reads the query parameter '" + name + "'"
                        + Nearest.advice(name, known)
                        + (known.isEmpty() ? "; there is none here" : "; read are " + String.join(", ", known)));
            } else if (parts.length == 1 || decoded(parts[1]).isBlank()) {
                throw new BadRequestException(
                        "the query parameter '" + name + "' has no value; give it one, or leave it out");
            } else if (!seen.add(name) && !Boolean.TRUE.equals(areLists.get(name))) {
                throw twice(name);
            }
        }
    }

    private static void refuseRepeated(String query) {
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&")) {
            String name = decoded(pair.split("=", 2)[0]);
            if (!name.isEmpty() && !seen.add(name)) {
                throw twice(name);
            }
        }
    }

    private static BadRequestException twice(String name) {
        return new BadRequestException("the query parameter '" + name + "' occurs twice; send it once");
    }

    private static String decoded(String text) {
        try {
            String plain = URLDecoder.decode(text, StandardCharsets.UTF_8);
            if (plain.indexOf(REPLACEMENT) < 0) {
                return plain;
            }
        } catch (IllegalArgumentException e) {
            // a percent sign without two digits
        }
        throw new BadRequestException("the query string cannot be decoded; it must be percent-encoded UTF-8");
    }

    /** Returns the parameters that a method reads, and whether it takes several values of them. */
    private static Map<String, Boolean> parameters(HandlerMethod method) {
        Map<String, Boolean> parameters = new TreeMap<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam declared = parameter.getParameterAnnotation(RequestParam.class);
            if (declared != null) {
                parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
                parameters.put(
                        declared.name().isEmpty() ? String.valueOf(parameter.getParameterName()) : declared.name(),
                        isList(parameter.getParameterType()));
            } else if (parameter.hasParameterAnnotation(ParameterObject.class)) {
                for (RecordComponent component : parameter.getParameterType().getRecordComponents()) {
                    parameters.put(component.getName(), isList(component.getType()));
                }
            }
        }
        return parameters;
    }

    private static boolean isList(Class<?> type) {
        return type.isArray() || Collection.class.isAssignableFrom(type);
    }
}
