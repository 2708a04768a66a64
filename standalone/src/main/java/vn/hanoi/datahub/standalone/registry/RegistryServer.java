package vn.hanoi.datahub.standalone.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.connection.ServiceKey;
import vn.hanoi.datahub.standalone.registry.SchemaStore.Registered;

/**
 * A schema registry for a single machine with Confluent's REST API: subjects, versions, ids, compatibility, config,
 * mode. Confluent's own client is its conformance test. Beyond one machine, any registry with that API can replace it.
 */
public final class RegistryServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryServer.class);

    private static final String BASIC = "Basic ";

    private final JsonMapper json = new JsonMapper();
    private final SchemaStore store;
    private final ServiceKey key;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4, task -> {
        Thread worker = new Thread(task, "registry");
        worker.setDaemon(true);
        return worker;
    });

    private RegistryServer(SchemaStore store, ServiceKey key, HttpServer server) {
        this.store = store;
        this.key = key;
        this.server = server;
    }

    /**
     * Starts the registry over a Kafka that is already reachable.
     *
     * @param key what a caller has to present to change anything; reading needs no key
     */
    public static RegistryServer start(KafkaConnection kafka, ServiceKey key, String bind, int port) {
        return start(SchemaStore.over(kafka), key, bind, port);
    }

    /** @param port 0 for any free one */
    static RegistryServer start(SchemaStore store, ServiceKey key, String bind, int port) {
        // Without this, each response waits 40 ms for the acknowledgement of its own headers; the JDK's server has no
        // other way to set it.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // A client that stops halfway through a request would otherwise block a worker indefinitely.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        try {
            RegistryServer registry =
                    new RegistryServer(store, key, HttpServer.create(new InetSocketAddress(bind, port), 64));
            registry.server.createContext("/", registry::handle);
            registry.server.setExecutor(registry.workers);
            registry.server.start();
            return registry;
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the schema registry cannot start on port " + port + ": " + e.getMessage()
                            + ". Use HUB_REGISTRY_PORT to set another.",
                    e);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            try {
                answer(exchange, 200, route(exchange));
            } catch (RegistryException e) {
                answer(exchange, e.status(), Map.of("error_code", e.code(), "message", String.valueOf(e.getMessage())));
            } catch (JacksonException e) {
                answer(exchange, 422, Map.of("error_code", 42201, "message", "the body is not JSON"));
            } catch (RuntimeException e) {
                LOG.error("the registry failed", e);
                answer(exchange, 500, Map.of("error_code", 50001, "message", "the registry failed"));
            }
        } catch (IOException gone) {
            LOG.debug("a client disconnected", gone);
        }
    }

    private void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = json.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private Object route(HttpExchange exchange) throws IOException {
        List<String> path = path(exchange.getRequestURI());
        return switch (path.get(0)) {
            case "" -> {
                verb(exchange, "GET");
                yield Map.of();
            }
            case "subjects" -> subjects(path, exchange);
            case "schemas" -> {
                verb(exchange, "GET");
                yield schemas(path);
            }
            case "config" -> config(verb(exchange, "GET", "PUT"), path, exchange);
            case "compatibility" -> compatibility(path, exchange);
            case "mode" -> {
                verb(exchange, "GET");
                yield Map.of("mode", "READWRITE");
            }
            default -> throw nowhere();
        };
    }

    /** Returns the parts of the path between its slashes; at least one. */
    private static List<String> path(URI asked) {
        String raw = asked.getRawPath();
        if (raw == null || raw.startsWith("//")) {
            throw nowhere();
        }
        return Arrays.stream(raw.substring(1).split("/"))
                .map(part -> URLDecoder.decode(part, StandardCharsets.UTF_8))
                .toList();
    }

    private static RegistryException nowhere() {
        return RegistryException.notFound(404, "HTTP 404 Not Found");
    }

    /**
     * Returns the method of a request if the resource supports it. Any other is refused, because a client would believe
     * a response that reports success.
     */
    private static String verb(HttpExchange exchange, String... known) {
        String verb = exchange.getRequestMethod().equals("HEAD") ? "GET" : exchange.getRequestMethod();
        if (!List.of(known).contains(verb)) {
            exchange.getResponseHeaders().set("Allow", String.join(", ", known));
            throw new RegistryException(405, 405, "HTTP 405 Method Not Allowed");
        }
        return verb;
    }

    private Object subjects(List<String> path, HttpExchange exchange) throws IOException {
        if (path.size() == 1) {
            verb(exchange, "GET");
            return store.subjects();
        }
        String subject = path.get(1);
        if (path.size() == 2) {
            return verb(exchange, "POST", "DELETE").equals("POST")
                    ? lookedUp(subject, schema(exchange))
                    : deleted(subject, exchange);
        }
        if (!path.get(2).equals("versions")) {
            throw nowhere();
        }
        if (path.size() == 3) {
            return verb(exchange, "GET", "POST").equals("POST")
                    ? register(subject, exchange)
                    : versions(subject).keySet();
        }
        verb(exchange, "GET");
        Registered registered = version(subject, path.get(3));
        return path.size() == 5 ? json.readTree(registered.schema()) : described(registered);
    }

    private Map<String, Object> lookedUp(String subject, Schema schema) {
        return described(store.find(subject, schema.toString())
                .orElseThrow(() -> store.versions(subject).isEmpty()
                        ? RegistryException.notFound(40401, "Subject '" + subject + "' not found.")
                        : RegistryException.notFound(40403, "Schema not found")));
    }

    /** Requires the service key: changing a schema changes what every reader of a topic gets. */
    private void requireKey(HttpExchange exchange) {
        if (!password(exchange).filter(key::isShown).isPresent()) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"schema registry\"");
            throw new RegistryException(401, 40101, "use ./hub provision to change schemas: " + ServiceKey.refusal());
        }
    }

    /** Returns the password of the HTTP Basic credentials (RFC 7617); empty where there is none. */
    private static Optional<String> password(HttpExchange exchange) {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        try {
            String pair = given.startsWith(BASIC)
                    ? new String(
                            Base64.getDecoder()
                                    .decode(given.substring(BASIC.length()).strip()),
                            StandardCharsets.UTF_8)
                    : "";
            return Optional.of(pair)
                    .filter(text -> text.startsWith(ServiceKey.USER + ":"))
                    .map(text -> text.substring(ServiceKey.USER.length() + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private List<Integer> deleted(String subject, HttpExchange exchange) {
        requireKey(exchange);
        List<Integer> versions = List.copyOf(versions(subject).keySet());
        store.delete(subject);
        return versions;
    }

    private Map<String, Object> register(String subject, HttpExchange exchange) throws IOException {
        requireKey(exchange);
        Registered registered = store.register(subject, schema(exchange));
        return Map.of("id", registered.id(), "version", registered.version());
    }

    private TreeMap<Integer, Registered> versions(String subject) {
        TreeMap<Integer, Registered> versions = store.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryException.notFound(40401, "Subject '" + subject + "' not found.");
        }
        return versions;
    }

    private Registered version(String subject, String version) {
        TreeMap<Integer, Registered> versions = versions(subject);
        if (version.equals("latest") || version.equals("-1")) {
            return versions.lastEntry().getValue();
        }
        try {
            Registered registered = versions.get(Integer.parseInt(version));
            if (registered != null) {
                return registered;
            }
        } catch (NumberFormatException e) {
            throw new RegistryException(
                    422, 42202, "The specified version '" + version + "' is not a valid version id.");
        }
        throw RegistryException.notFound(40402, "Version " + version + " not found.");
    }

    private static Map<String, Object> described(Registered registered) {
        return Map.of(
                "subject", registered.subject(),
                "version", registered.version(),
                "id", registered.id(),
                "schema", registered.schema());
    }

    private Object schemas(List<String> path) {
        if (path.size() == 2 && path.get(1).equals("types")) {
            return List.of("AVRO");
        }
        if (path.size() < 3) {
            throw nowhere();
        }
        int id;
        try {
            id = Integer.parseInt(path.get(2));
        } catch (NumberFormatException e) {
            throw nowhere();
        }
        String schema =
                store.schema(id).orElseThrow(() -> RegistryException.notFound(40403, "Schema " + id + " not found"));
        if (path.size() == 3) {
            return Map.of("schema", schema);
        }
        return switch (path.get(3)) {
            case "versions" ->
                store.usesOf(id).stream()
                        .map(use -> Map.of("subject", use.subject(), "version", use.version()))
                        .toList();
            case "subjects" ->
                store.usesOf(id).stream().map(Registered::subject).distinct().toList();
            default -> json.readTree(schema);
        };
    }

    private Object config(String verb, List<String> path, HttpExchange exchange) throws IOException {
        String subject = path.size() > 1 ? path.get(1) : "";
        if (verb.equals("PUT")) {
            requireKey(exchange);
            String level = body(exchange).path("compatibility").asString("");
            if (Compatibility.find(level).isEmpty()) {
                throw new RegistryException(422, 42203, "Invalid compatibility level '" + level + "'");
            }
            store.setCompatibility(subject, level);
            return Map.of("compatibility", level);
        }
        boolean orDefault = String.valueOf(exchange.getRequestURI().getQuery()).contains("defaultToGlobal=true");
        return Map.of(
                "compatibilityLevel",
                store.compatibility(subject)
                        .or(() -> orDefault ? store.compatibility("") : Optional.empty())
                        .orElseThrow(() -> RegistryException.notFound(
                                40408,
                                "Subject '" + subject + "' does not have subject-level compatibility configured")));
    }

    private Object compatibility(List<String> path, HttpExchange exchange) throws IOException {
        if (path.size() < 4) {
            throw nowhere();
        }
        verb(exchange, "POST");
        String subject = path.get(2);
        TreeMap<Integer, Registered> former = versions(subject);
        if (path.size() > 4) {
            Registered one = version(subject, path.get(4));
            former = new TreeMap<>(Map.of(one.version(), one));
        }
        Optional<String> problem = store.violation(subject, schema(exchange), former.values());
        return Map.of(
                "is_compatible", problem.isEmpty(),
                "messages", problem.map(List::of).orElse(List.of()));
    }

    private Schema schema(HttpExchange exchange) throws IOException {
        JsonNode body = body(exchange);
        String type = body.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO")) {
            throw new RegistryException(
                    422, 42201, "Invalid schema type " + type + ": this registry supports only Avro");
        }
        try {
            return new Schema.Parser().parse(body.path("schema").asString(""));
        } catch (RuntimeException e) {
            throw new RegistryException(422, 42201, "Invalid schema: " + e.getMessage());
        }
    }

    private JsonNode body(HttpExchange exchange) throws IOException {
        return json.readTree(exchange.getRequestBody().readAllBytes());
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
        store.close();
    }
}
