package vn.hanoi.datahub.edge.config;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Has the OpenAPI document computed before anybody asks: the first time takes seconds. It is the same in every
 * language, so it is computed and kept for one only, whatever callers prefer.
 *
 * <p>springdoc's own pre-loading begins while the service still starts, on a thread that nothing stops, and leaves
 * writing the document to the first caller.
 */
final class PreparedContract extends OncePerRequestFilter {

    static final String PATH = "/openapi.json";

    private static final Logger LOG = LoggerFactory.getLogger(PreparedContract.class);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** In one JVM with others, a service is ready while they are still starting; they come first. */
    private static final int SECONDS_AFTER_READY = 10;

    @EventListener
    void ready(ApplicationReadyEvent event) {
        URI address = address(event.getApplicationContext().getEnvironment());
        CompletableFuture.delayedExecutor(SECONDS_AFTER_READY, TimeUnit.SECONDS).execute(() -> ask(address));
    }

    private static URI address(Environment environment) {
        InetAddress bound = environment.getProperty("server.address", InetAddress.class);
        InetAddress host = bound == null || bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
        String name = host.getHostAddress();
        return URI.create("http://" + (name.contains(":") ? "[" + name + "]" : name) + ":"
                + environment.getRequiredProperty("local.server.port") + PATH);
    }

    private static void ask(URI address) {
        try {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.debug("{} was not computed ahead", address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + PATH);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Locale getLocale() {
                        return Locale.ROOT;
                    }
                },
                response);
    }
}
