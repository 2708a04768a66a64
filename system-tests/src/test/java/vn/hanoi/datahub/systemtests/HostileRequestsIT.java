package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.systemtests.HostileWords.ARGUMENTS;
import static vn.hanoi.datahub.systemtests.HostileWords.FILES;
import static vn.hanoi.datahub.systemtests.HostileWords.FILE_NAMES;
import static vn.hanoi.datahub.systemtests.HostileWords.MAPPINGS;
import static vn.hanoi.datahub.systemtests.HostileWords.NOTIFICATION;
import static vn.hanoi.datahub.systemtests.HostileWords.PARAMETERS;
import static vn.hanoi.datahub.systemtests.HostileWords.PATHS;
import static vn.hanoi.datahub.systemtests.HostileWords.QUERIES;
import static vn.hanoi.datahub.systemtests.HostileWords.SPLINTERS;
import static vn.hanoi.datahub.systemtests.HostileWords.TYPES;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.event.RefusalReason;

/**
 * What a seeded generator makes up against the front door (events, forms with files and mappings, stored mappings,
 * notifications) and the query service; {@code -Dhostile.requests=100000} makes up more. Each answer is below 500, and
 * each refusal of an event has a reason of the list.
 */
class HostileRequestsIT {

    private static final int REQUESTS = Integer.getInteger("hostile.requests", 10_000);
    private static final int CLIENTS = 8;
    private static final long SEED = 20_261_121;
    private static final JsonMapper JSON = new JsonMapper();

    private static final String GOOD =
            FrontDoorIT.dossier("hostile", "hostile", "2025-08-10T10:00:00+07:00", "00004", "COUNTER");

    @TempDir
    private Path folder;

    private final RunningHub hub = RunningHub.get();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();

    @Test
    @Timeout(400)
    void answersEveryOneOfThem_andAGoodOneAtTheEnd() throws Exception {
        Accounts.awaitSettled(
                hub.settings, Proof.WITHIN, null); // until it is known how far the processor is, 503 is the true answer
        try (IngestProcess door = new IngestProcess(hub, folder, Map.of())) {
            door.start();
            attack(door, SEED, REQUESTS / 10); // what is read once is in memory, then
            long before = door.liveHeap();

            attack(door, SEED + CLIENTS, REQUESTS - REQUESTS / 10);

            assertThat(wrong).as(statuses.toString()).isEmpty();
            assertThat(statuses.keySet()).contains(202, 400, 401, 404, 405, 413, 415, 422);
            assertThat(door.liveHeap() - before).as("live heap grew").isLessThan(48L << 20);
            assertThat(hub.ask(
                                    "POST",
                                    door.url + "/v1/events",
                                    Map.of("X-API-Key", hub.key("H26.HCC"), "Content-Type", TYPES.get(0)),
                                    GOOD)
                            .status())
                    .isEqualTo(202);
        }
    }

    private void attack(IngestProcess door, long seed, int requests) {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            long own = seed + client;
            running.add(CompletableFuture.runAsync(() -> new Attacker(door, own).run(requests / CLIENTS), clients));
        }
        running.forEach(CompletableFuture::join);
        clients.shutdown();
    }

    /** One client that replays from its seed. */
    private final class Attacker {

        private final IngestProcess door;
        private final long seed;
        private final Random random;
        private final HttpClient http = HttpClient.newHttpClient();

        Attacker(IngestProcess door, long seed) {
            this.door = door;
            this.seed = seed;
            this.random = new Random(seed);
        }

        void run(int requests) {
            for (int i = 0; i < requests; i++) {
                try {
                    if (random.nextInt(50) == 0) {
                        raw(i);
                    } else {
                        judge(i, answer(request()));
                    }
                } catch (IllegalArgumentException notEvenARequest) {
                    continue;
                } catch (IOException | InterruptedException e) {
                    wrong.add("seed " + seed + " request " + i + ": " + e);
                }
            }
        }

        /** Comes back as it is told to: Kafka shares this machine with all of it, and may be late once. */
        private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            for (int again = 0; again < 3 && isToldToComeBack(answer); again++) {
                answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
            return answer;
        }

        private static boolean isToldToComeBack(HttpResponse<String> answer) {
            return answer.statusCode() == 503
                    && answer.headers().firstValue("Retry-After").isPresent()
                    && answer.body().contains("kafka-unavailable");
        }

        private void judge(int i, HttpResponse<String> answer) {
            synchronized (statuses) {
                statuses.merge(answer.statusCode(), 1, Integer::sum);
            }
            String where = "seed " + seed + " request " + i + " " + answer.request() + " " + answer.statusCode() + " "
                    + answer.body();
            if (answer.statusCode() >= 500) {
                wrong.add(where);
            } else if (answer.statusCode() >= 400) {
                String type = answer.headers().firstValue("Content-Type").orElse("");
                JsonNode problem = type.startsWith("application/problem+json") ? JSON.readTree(answer.body()) : null;
                if (problem == null
                        && !answer.body().contains("\"refused\"")
                        && !answer.request().method().equals("HEAD")) {
                    wrong.add("no problem: " + where);
                } else if (problem != null
                        && problem.has("reason")
                        && RefusalReason.find(problem.path("reason").asString()).isEmpty()) {
                    wrong.add("no reason of the list: " + where);
                }
            }
        }

        private <T> T one(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        private HttpRequest request() throws IOException {
            return switch (random.nextInt(12)) {
                case 0 -> form();
                case 1 -> mapping();
                case 2 -> notification();
                case 3, 4 -> query();
                default -> event();
            };
        }

        private HttpRequest.Builder as(String url) {
            return HttpRequest.newBuilder(URI.create(url))
                    .timeout(Duration.ofSeconds(60))
                    .header("X-API-Key", one(List.of(hub.key("H26.NNMT"), hub.key("H26.HCC"), hub.operatorKey(), "x")));
        }

        /** A splinter somewhere in a text, or in the place of a part of it. */
        private String with(String text) {
            int at = random.nextInt(text.length() + 1);
            int to = random.nextBoolean() ? at : Math.min(text.length(), at + random.nextInt(12));
            return random.nextInt(4) == 0 ? text : text.substring(0, at) + one(SPLINTERS) + text.substring(to);
        }

        private HttpRequest form() {
            String parts = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + one(FILE_NAMES)
                    + "\"\r\n\r\n" + with(one(FILES)) + "\r\n--b\r\nContent-Disposition: form-data; name=\""
                    + one(List.of("mapping", "mapping", "mappings", "note", ""))
                    + "\"" + one(List.of("; filename=\"m.yaml\"", "")) + "\r\n\r\n" + with(one(MAPPINGS)) + "\r\n--b"
                    + one(List.of("--\r\n", "--", "\r\n", ""));
            return as(door.url + "/v1/files"
                            + one(List.of(
                                    "?type=air-observation",
                                    "?type=air-observation&dryRun=true",
                                    "",
                                    "?type=x",
                                    "?tpye=air-observation")))
                    .header(
                            "Content-Type",
                            one(List.of(
                                    "multipart/form-data; boundary=b",
                                    "multipart/form-data",
                                    "multipart/form-data; boundary=" + "b".repeat(300))))
                    .POST(HttpRequest.BodyPublishers.ofString(parts))
                    .build();
        }

        private HttpRequest mapping() {
            return as(door.url + "/v1/mappings/"
                            + one(List.of("air-observation", "procedure-dossier", "AirQualityObserved", "none")))
                    .header("Content-Type", one(List.of("application/yaml", "text/plain", "application/json")))
                    .PUT(HttpRequest.BodyPublishers.ofString(with(one(MAPPINGS))))
                    .build();
        }

        private HttpRequest notification() {
            return as(door.url + "/ngsi-ld/v1/notify")
                    .header("Content-Type", one(List.of("application/json", "application/ld+json", "text/plain")))
                    .POST(HttpRequest.BodyPublishers.ofString(with(NOTIFICATION)))
                    .build();
        }

        private HttpRequest query() {
            String path = one(QUERIES);
            StringBuilder query = new StringBuilder();
            for (int i = random.nextInt(4); i > 0; i--) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(one(PARAMETERS))
                        .append('=')
                        .append(java.net.URLEncoder.encode(
                                random.nextBoolean() ? one(ARGUMENTS) : one(SPLINTERS), StandardCharsets.UTF_8));
            }
            return as(hub.settings.queryUrl() + path + query)
                    .header(
                            "Accept",
                            one(List.of(
                                    "application/json",
                                    "text/csv",
                                    "application/geo+json",
                                    "application/ld+json",
                                    "*/*",
                                    "x")))
                    .GET()
                    .build();
        }

        private HttpRequest event() throws IOException {
            boolean atEvents = random.nextInt(10) < 7;
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(door.url + (atEvents ? "/v1/events" : one(PATHS))))
                    .timeout(Duration.ofSeconds(60))
                    .header(
                            "Content-Type",
                            atEvents && random.nextInt(10) < 8 ? TYPES.get(random.nextInt(3)) : one(TYPES));
            int caller = random.nextInt(20);
            request.header(
                    "X-API-Key",
                    caller == 0
                            ? "no key"
                            : caller == 1 ? hub.operatorKey() : caller == 2 ? hub.readerKey() : hub.key("H26.HCC"));
            byte[] body = body();
            if (random.nextInt(40) == 0) {
                request.header("Content-Encoding", one(List.of("gzip", "br", "identity", "x")));
                if (random.nextBoolean()) {
                    body = packed(random.nextInt(50) == 0 ? new byte[40 << 20] : body);
                }
            }
            if (random.nextInt(5) == 0) {
                for (String name : List.of("specversion", "id", "source", "type", "subject", "time", "operation")) {
                    request.header(
                            "ce-" + name,
                            one(List.of(
                                    "1.0",
                                    "urn:hanoi:agency:H26.HCC",
                                    "vn.hanoi.procedure-dossier",
                                    "%00",
                                    "%zz",
                                    "x".repeat(500),
                                    "2025-08-10T10:00:00Z",
                                    "retract",
                                    "")));
                }
            }
            String method = atEvents && random.nextInt(20) > 0
                    ? "POST"
                    : one(List.of("POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH", "TRACE", "FOO"));
            return request.method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        }

        private byte[] body() {
            byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(8)) {
                case 0 -> {
                    byte[] noise = new byte[random.nextInt(300)];
                    random.nextBytes(noise);
                    return noise;
                }
                case 1 -> {
                    return Arrays.copyOf(good, random.nextInt(good.length));
                }
                case 2 -> {
                    for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                        good[random.nextInt(good.length)] = (byte) random.nextInt(256);
                    }
                    return good;
                }
                case 3 -> {
                    return ("[" + GOOD + "," + spoiled() + "]").getBytes(StandardCharsets.UTF_8);
                }
                case 4 -> {
                    return one(SPLINTERS).getBytes(StandardCharsets.UTF_8);
                }
                default -> {
                    return spoiled().getBytes(StandardCharsets.UTF_8);
                }
            }
        }

        /** A good event with a splinter in the place of one of its values or somewhere between. */
        private String spoiled() {
            if (random.nextBoolean()) {
                String[] parts = GOOD.split(":", -1);
                int at = 1 + random.nextInt(parts.length - 1);
                parts[at] = one(SPLINTERS) + parts[at].replaceFirst("^\\s*(\"[^\"]*\"|[a-z0-9.]+)", "");
                return String.join(":", parts);
            }
            int at = random.nextInt(GOOD.length());
            return GOOD.substring(0, at) + one(SPLINTERS) + GOOD.substring(at);
        }

        /** What is no HTTP, or nearly none. */
        private void raw(int i) throws IOException {
            String line = one(List.of(
                    "GET / HTTP/1.1\r\nHost: x\r\nBad Header\r\n\r\n",
                    "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                    "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabc",
                    "POST /v1/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                    "GET /\u0000 HTTP/1.1\r\nHost: x\r\n\r\n",
                    "GET /<script> HTTP/1.1\r\nHost: x\r\n\r\n",
                    "\u0016\u0003\u0001\u0002",
                    "GET / HTTP/9.9\r\n\r\n",
                    "GET " + "/x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
            URI at = URI.create(door.url);
            try (Socket socket = new Socket(at.getHost(), at.getPort())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                String status = new String(in.readNBytes(12), StandardCharsets.ISO_8859_1);
                if (status.startsWith("HTTP/1.1 5") && !status.startsWith("HTTP/1.1 505")) {
                    wrong.add("seed " + seed + " request " + i + " raw " + line + " " + status);
                }
            } catch (java.net.SocketException closedOnUs) {
                // as good an answer as any to that
            }
        }

        private static byte[] packed(byte[] body) throws IOException {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(body);
            }
            return packed.toByteArray();
        }
    }
}
