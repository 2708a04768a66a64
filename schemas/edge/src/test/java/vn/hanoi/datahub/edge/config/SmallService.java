package vn.hanoi.datahub.edge.config;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.server.WebServer;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;
import vn.hanoi.datahub.access.ApiKey;
import vn.hanoi.datahub.edge.access.Sessions;
import vn.hanoi.datahub.schemas.access.KeyRing;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;
import vn.hanoi.datahub.schemas.catalogue.CatalogueFiles;
import vn.hanoi.datahub.schemas.catalogue.CatalogueLoader;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.schemas.log.WrittenLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * A service that has the edge of all services, in a real Tomcat, and nothing behind it: its controllers answer at once,
 * or fail as they are asked to.
 */
public final class SmallService implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");
    public static final Catalogue CATALOGUE = CatalogueLoader.load(CatalogueFiles.shipped());

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public final WrittenLog written = new WrittenLog("edge", Topics.AUDIT);
    public final AtomicBoolean keysAreKnown = new AtomicBoolean(true);
    final KeyRing keys = new KeyRing(CATALOGUE);
    public final Sessions sessions = new Sessions(keys, new ServiceKey("0123456789abcdef0123456789abcdef"));
    final JwtDecoder decoder;
    private final AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
    private final WebServer server;

    /** @param decoder of tokens; null where none are taken */
    public SmallService(JwtDecoder decoder) {
        this.decoder = decoder;
        key("agency", "agency", "H26.HCC");
        key("operator", "operator", null);
        key("reader", "reader", null);
        keys.put(record("expired", "reader", null).setExpiresAt(NOW).build());
        keys.put(record("revoked", "reader", null).setRevokedAt(NOW).build());
        TomcatServletWebServerFactory factory = new TomcatServletWebServerFactory(0);
        factory.setAddress(InetAddress.getLoopbackAddress());
        factory.addErrorPages(new ErrorPage("/error"));
        new EdgeConfiguration().tomcat().customize(factory);
        context.register(SmallWeb.class);
        context.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("service", this));
        server = factory.getWebServer(this::addServlets);
        server.start();
    }

    private void addServlets(ServletContext servlets) {
        context.setServletContext(servlets);
        var dispatcher = servlets.addServlet("dispatcher", new DispatcherServlet(context));
        dispatcher.setLoadOnStartup(1);
        dispatcher.addMapping("/");
        servlets.addFilter("security", new DelegatingFilterProxy("springSecurityFilterChain", context))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, "/*");
    }

    private void key(String key, String role, String agency) {
        keys.put(record(key, role, agency).build());
    }

    private static ApiKey.Builder record(String key, String role, String agency) {
        return ApiKey.newBuilder()
                .setId(KeyRing.id(KeyRing.sha256(key)))
                .setSha256(KeyRing.sha256(key))
                .setRole(role)
                .setAgency(agency)
                .setLabel("")
                .setCreatedBy("test")
                .setCreatedAt(NOW);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getPort();
    }

    /** @param headers name and value by turns */
    public HttpResponse<String> ask(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** Sends a body as JSON. */
    public HttpResponse<String> post(String path, String body) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), "Content-Type", "application/json");
    }

    /** Sends a body as JSON without announcing its length. */
    public HttpResponse<String> postInChunks(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return send(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                "Content-Type",
                "application/json");
    }

    /** @param headers name and value by turns */
    public HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
        server.destroy();
        context.close();
    }
}
