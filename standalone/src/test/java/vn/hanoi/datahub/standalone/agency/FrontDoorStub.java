package vn.hanoi.datahub.standalone.agency;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A real server in the place of the front door: it keeps what it was asked, and answers what it was given to answer.
 */
final class FrontDoorStub implements AutoCloseable {

    /** What was asked, with the headers that matter here. */
    record Asked(String method, String path, String key, String language, String type, String body) {}

    /** An answer that is given once; the last one of a path again and again. */
    private record Answer(int status, String body, Map<String, String> headers) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    FrontDoorStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("X-API-Key"),
                    headers.getFirst("Accept-Language"),
                    headers.getFirst("Content-Type"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Answer answer = answer(exchange.getRequestURI().getPath());
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private Answer answer(String path) {
        Deque<Answer> left = answers.getOrDefault(path, new ArrayDeque<>());
        Answer next = left.size() > 1 ? left.poll() : left.peek();
        return next == null ? new Answer(404, "{\"detail\":\"there is no " + path + "\"}", Map.of()) : next;
    }

    /** @param headers name and value by turns */
    FrontDoorStub answers(String path, int status, String body, String... headers) {
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            named.put(headers[i], headers[i + 1]);
        }
        answers.computeIfAbsent(path, none -> new ArrayDeque<>()).add(new Answer(status, body, named));
        return this;
    }

    /** Forgets what it was to answer there. */
    FrontDoorStub answersFromNowOn(String path, int status, String body) {
        answers.remove(path);
        return answers(path, status, body);
    }

    /** Takes a file, whose job is done at once. */
    FrontDoorStub takesFiles(String id, int accepted, int refused) {
        answers("/v1/files", 202, "{}", "Location", "/v1/files/" + id);
        return answers("/v1/files/" + id, 200, """
                {"id":"%s","name":"air.csv","status":"done","rows":%d,"accepted":%d,"refused":%d,"skipped":0,
                 "refusals":[{"line":7,"column":"value","reason":"out-of-range","detail":"value -1 is not between 0 and 1500"}],"refusedRows":"/v1/files/%s/refused"}
                """.formatted(id, accepted + refused, accepted, refused, id));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What was sent as files. */
    List<Asked> uploads() {
        return asked.stream().filter(each -> each.method().equals("POST")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
