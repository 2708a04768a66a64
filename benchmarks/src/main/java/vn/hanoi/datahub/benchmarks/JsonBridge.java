package vn.hanoi.datahub.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The baseline: an HTTP-to-Kafka bridge that checks nothing and forwards each JSON value unchanged, with acks=all. */
final class JsonBridge implements AutoCloseable {

    private final HttpServer server;
    private final KafkaProducer<byte[], byte[]> producer;
    private final JsonMapper json = new JsonMapper();

    JsonBridge(String kafka, String topic) throws IOException {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "compression.type", "lz4", "linger.ms", 2),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 128);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/", exchange -> forward(exchange, topic));
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void forward(HttpExchange exchange, String topic) throws IOException {
        try (exchange) {
            JsonNode body = json.readTree(exchange.getRequestBody().readAllBytes());
            List<Future<?>> sent = new ArrayList<>();
            for (JsonNode value : body.isArray() ? body : json.createArrayNode().add(body)) {
                sent.add(producer.send(new ProducerRecord<>(topic, json.writeValueAsBytes(value))));
            }
            for (Future<?> one : sent) {
                one.get();
            }
            exchange.sendResponseHeaders(202, -1);
        } catch (ExecutionException | InterruptedException e) {
            exchange.sendResponseHeaders(503, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        producer.close();
    }
}
