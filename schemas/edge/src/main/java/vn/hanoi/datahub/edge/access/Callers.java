package vn.hanoi.datahub.edge.access;

import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servletapi.SecurityContextHolderAwareRequestFilter;
import vn.hanoi.datahub.schemas.access.KeyRing;

/** Recognises callers by key or token and lets each do what the service's rules say; stateless, without sessions. */
public final class Callers {

    /** A service's rules: which role may do what. */
    @FunctionalInterface
    public interface Rules {
        void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests);
    }

    /** The header of a key. */
    public static final String KEY = "X-API-Key";

    /** Holds a page's session, out of reach of its scripts. */
    public static final String COOKIE = "hub_session";

    /** With the cookie, whoever changes something has to send this header: another site's page cannot. */
    public static final String PAGE = "X-Requested-With";

    /** Nothing but what this service itself serves: no inline script or style, no other host, in nobody's frame. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Callers() {}

    /** @param decoder of tokens; null where none are taken */
    public static SecurityFilterChain chain(
            HttpSecurity http,
            KeyRing keys,
            Sessions sessions,
            BooleanSupplier keysCaughtUp,
            InstantSource clock,
            AccessRefusals refusals,
            @Nullable JwtDecoder decoder,
            Tokens tokens,
            Rules rules)
            throws Exception {
        http.csrf(
                        AbstractHttpConfigurer
                                ::disable) // the cookie changes nothing without a header that other sites cannot set
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .headers(headers -> headers.cacheControl(cache -> cache.disable())
                        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER)))
                .exceptionHandling(
                        failed -> failed.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
                .authorizeHttpRequests(requests -> {
                    // What a request was let in for, it may go on with in another thread.
                    requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                            .permitAll();
                    rules.apply(requests);
                })
                .addFilterBefore(
                        new ApiKeyFilter(keys, sessions, keysCaughtUp, clock, refusals),
                        SecurityContextHolderAwareRequestFilter.class);
        if (decoder != null) {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(tokens)));
        }
        return http.build();
    }
}
