package vn.hanoi.datahub.edge.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.PathContainer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.hanoi.datahub.edge.audit.AuditLog;
import vn.hanoi.datahub.schemas.access.KeyRing;

/**
 * Authenticates callers by key or token and authorises them by the service's rules; stateless, without server-side
 * sessions.
 */
public final class Callers {

    /** A service's rules: which role may do what. A path of a controller that no rule names is denied. */
    @FunctionalInterface
    public interface Rules {
        void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests);
    }

    /** The header that carries a key. */
    public static final String KEY = "X-API-Key";

    /** The cookie that carries a page's session, inaccessible to its scripts. */
    public static final String COOKIE = "hub_session";

    /** A change made with the cookie must also send this header, which another site's page cannot. */
    public static final String PAGE = "X-Requested-With";

    /**
     * Allows only what this service itself serves: no inline script or style, no other host, no embedding in a frame.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The paths that controllers serve. */
    @FunctionalInterface
    public interface Controllers {
        boolean serve(HttpServletRequest request);

        /** The paths of a Spring MVC application, looked up with each request. */
        static Controllers of(Supplier<RequestMappingHandlerMapping> mappings) {
            return request -> {
                PathContainer path = PathContainer.parsePath(request.getRequestURI()
                        .substring(request.getContextPath().length()));
                return mappings.get().getHandlerMethods().keySet().stream()
                        .map(RequestMappingInfo::getPathPatternsCondition)
                        .filter(Objects::nonNull)
                        .flatMap(condition -> condition.getPatterns().stream())
                        .anyMatch(pattern -> pattern.matches(path));
            };
        }
    }

    /**
     * What the hub itself issued.
     *
     * @param areKnown whether all keys, revocations and ended sessions are known; until then no key is accepted
     */
    public record Issued(KeyRing keys, Sessions sessions, BooleanSupplier areKnown, InstantSource clock) {}

    /**
     * What identifies a caller.
     *
     * @param decoder decoder of tokens; null where none are accepted
     */
    public record Credentials(Issued issued, @Nullable JwtDecoder decoder, Tokens tokens) {}

    private Callers() {}

    /**
     * Builds the security filter chain of a service.
     *
     * @param controllers the paths that must not be left to chance
     */
    public static SecurityFilterChain chain(
            HttpSecurity http, Credentials credentials, AuditLog audit, Controllers controllers, Rules rules)
            throws Exception {
        AccessRefusals refusals = new AccessRefusals(audit, credentials.decoder() != null);
        http.csrf(
                        AbstractHttpConfigurer
                                ::disable) // the cookie permits no change without a header that other sites cannot set
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(
                        failed -> failed.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> {
                    // A request that was authorised may continue in another thread.
                    requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    rules.apply(requests);
                    requests.requestMatchers(request -> !controllers.serve(request))
                            .permitAll() // answered 404, or with a static file
                            .anyRequest()
                            .denyAll();
                })
                .addFilterBefore(
                        new ApiKeyFilter(credentials.issued(), refusals),
                        SecurityContextHolderAwareRequestFilter.class);
        JwtDecoder decoder = credentials.decoder();
        if (decoder != null) {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(credentials.tokens())));
        }
        return http.build();
    }
}
