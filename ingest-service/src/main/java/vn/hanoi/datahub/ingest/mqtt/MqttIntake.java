package vn.hanoi.datahub.ingest.mqtt;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.event.RefusalReason;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.Admission.Refused;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.admission.UnreadableException;
import vn.hanoi.datahub.ingest.publish.Intake;
import vn.hanoi.datahub.schemas.catalogue.Catalogue;

/**
 * Accepts the messages of an MQTT 5 broker, at least once: a message is acknowledged to the broker once Kafka has
 * acknowledged its event, or its refusal has been recorded. If either side goes away first, the message is sent again
 * and becomes a duplicate. The session outlives the connection, so that messages wait at the broker in the meantime.
 */
final class MqttIntake implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttIntake.class);
    private static final String CHANNEL = "mqtt";
    private static final int BATCH = 500;
    private static final Duration ASK_AGAIN = Duration.ofSeconds(10);
    private static final Duration WAIT = Duration.ofMillis(200);
    private static final Duration AGAIN = Duration.ofSeconds(1);

    /**
     * Maximum number of unacknowledged messages in flight, and thus of those in memory: the number of MQTT packet
     * identifiers, minus one, because the client does not send the highest number, and Mosquitto then sends 20 at a
     * time. A lower limit is harmful: after a restart, Mosquitto sends everything it has stored, regardless of the
     * limit. The client then has to close the connection before anything is acknowledged, and everything is sent again
     * and again.
     */
    private static final int ON_THEIR_WAY = 65_534;

    /** Maximum number of waiting messages of QoS 0, which nothing else limits. */
    private static final int MOST_OF_QOS_0 = 2_000;

    private final Settings settings;
    private final Catalogue catalogue;
    private final Intake intake;
    private final BlockingQueue<Mqtt5Publish> arrived = new LinkedBlockingQueue<>();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong waiting = new AtomicLong();
    private final Thread worker = new Thread(this::work, "mqtt");
    private final Mqtt5AsyncClient client;
    private volatile boolean running = true;

    /**
     * How to connect to the broker.
     *
     * @param url {@code mqtt://host:port} or {@code mqtts://host:port}
     * @param user empty for none
     * @param clientId kept across restarts: the broker identifies the session by it
     * @param share the group of instances that share the messages; empty for one instance
     */
    public record Settings(URI url, String user, String password, String clientId, String share) {

        String filter() {
            return share.isEmpty() ? "hub/v1/#" : "$share/" + share + "/hub/v1/#";
        }
    }

    public MqttIntake(Settings settings, Catalogue catalogue, Intake intake) {
        this.settings = settings;
        this.catalogue = catalogue;
        this.intake = intake;
        this.client = client(settings);
    }

    private Mqtt5AsyncClient client(Settings at) {
        boolean encrypted = "mqtts".equals(at.url().getScheme());
        int port = at.url().getPort() > 0 ? at.url().getPort() : encrypted ? 8883 : 1883;
        Mqtt5ClientBuilder builder = MqttClient.builder()
                .useMqttVersion5()
                .identifier(at.clientId())
                .serverHost(at.url().getHost())
                .serverPort(port)
                .automaticReconnect()
                .initialDelay(500, TimeUnit.MILLISECONDS)
                .maxDelay(10, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(connected -> subscribe())
                .addDisconnectedListener(gone -> {
                    if (running) {
                        LOG.warn(
                                "the MQTT broker is unavailable; trying again: {}",
                                gone.getCause().toString());
                    }
                });
        if (encrypted) {
            builder = builder.sslWithDefaultConfig();
        }
        if (!at.user().isEmpty()) {
            builder = builder.simpleAuth()
                    .username(at.user())
                    .password(at.password().getBytes(StandardCharsets.UTF_8))
                    .applySimpleAuth();
        }
        return builder.buildAsync();
    }

    /** Starts listening. Returns immediately, and tries to connect until the broker responds. */
    public void start() {
        worker.setDaemon(true);
        worker.start();
        // Before connecting: what has waited at the broker arrives with the connection.
        client.publishes(MqttGlobalPublishFilter.ALL, this::arrived, true);
        client.connectWith()
                .cleanStart(false)
                .noSessionExpiry()
                .keepAlive(20)
                .restrictions()
                .receiveMaximum(ON_THEIR_WAY)
                .applyRestrictions()
                .send();
    }

    private void subscribe() {
        client.subscribeWith()
                .topicFilter(settings.filter())
                .qos(MqttQos.AT_LEAST_ONCE)
                // Only once: otherwise each new connection would receive all retained messages again.
                .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                .send()
                .whenComplete((granted, refusal) -> {
                    if (refusal == null) {
                        LOG.info("listening to {} at {}", settings.filter(), settings.url());
                    } else {
                        LOG.error(
                                "the MQTT broker refuses the subscription {}; trying again: {}",
                                settings.filter(),
                                refusal.toString());
                        CompletableFuture.delayedExecutor(ASK_AGAIN.toSeconds(), TimeUnit.SECONDS)
                                .execute(this::subscribeAgain);
                    }
                });
    }

    /** Subscribes again if still connected; a new connection subscribes by itself. */
    private void subscribeAgain() {
        if (running && isConnected()) {
            subscribe();
        }
    }

    private void arrived(Mqtt5Publish message) {
        if (message.getQos() == MqttQos.AT_MOST_ONCE && arrived.size() >= MOST_OF_QOS_0) {
            dropped.incrementAndGet(); // QoS 0 arrives faster than it is acknowledged, and guarantees nothing; the
            // broker limits the others
        } else {
            waiting.incrementAndGet();
            arrived.add(message);
        }
    }

    /** Returns the number of messages of QoS 0 that were dropped because they arrived too fast. */
    public long dropped() {
        return dropped.get();
    }

    /** Returns the number of messages that have arrived but are not acknowledged yet. */
    public long waiting() {
        return waiting.get();
    }

    public boolean isConnected() {
        return client.getState().isConnected();
    }

    private void work() {
        try {
            while (running) {
                Mqtt5Publish first = arrived.poll(WAIT.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    List<Mqtt5Publish> batch = new ArrayList<>(List.of(first));
                    arrived.drainTo(batch, BATCH - 1);
                    Salvage.take(batch, this::take, this::refuse);
                    batch.forEach(this::acknowledge);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(List<Mqtt5Publish> batch) throws InterruptedException {
        Map<Agency, List<Submission>> byAgency = new LinkedHashMap<>();
        for (Mqtt5Publish message : batch) {
            String topic = message.getTopic().toString();
            try {
                MqttMessage read = MqttMessage.read(topic, message.getPayloadAsBytes(), catalogue);
                Optional<Agency> agency = catalogue.findAgency(read.agency());
                if (agency.isPresent()) {
                    byAgency.computeIfAbsent(agency.get(), own -> new ArrayList<>())
                            .add(read.submission());
                } else {
                    intake.refuse(
                            new Refused(RefusalReason.NOT_YOUR_TYPE, Detail.of("mqtt.agency", read.agency()), null),
                            "-");
                }
            } catch (UnreadableException e) {
                intake.refuse(e.refused(), "-");
            }
        }
        for (Map.Entry<Agency, List<Submission>> own : byAgency.entrySet()) {
            take(own.getKey(), own.getValue());
        }
    }

    /**
     * Records a dead letter for a message on which the hub fails. Left unacknowledged, it would only be sent again, and
     * fail again.
     */
    private void refuse(Mqtt5Publish message, Throwable why) {
        LOG.error("a message could not be processed; report it as a defect: topic={}", message.getTopic(), why);
        intake.refuse(
                new Refused(
                        RefusalReason.MALFORMED,
                        Detail.of("mqtt.internal", message.getTopic().toString()),
                        null),
                "-");
    }

    /**
     * Tries until Kafka acknowledges the events. Until then nothing is acknowledged to the broker, which sends no more
     * than the maximum in flight.
     */
    private void take(Agency agency, List<Submission> submissions) throws InterruptedException {
        while (true) {
            try {
                intake.take(submissions, agency, CHANNEL);
                return;
            } catch (KafkaException e) {
                LOG.warn("messages are waiting for Kafka: {}", e.toString());
                Thread.sleep(AGAIN.toMillis());
            }
        }
    }

    private void acknowledge(Mqtt5Publish message) {
        waiting.decrementAndGet();
        try {
            message.acknowledge();
        } catch (IllegalStateException e) {
            LOG.debug("the connection of a message is closed; the message will be sent again", e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        running = false;
        worker.interrupt();
        worker.join(TimeUnit.SECONDS.toMillis(5));
        client.disconnect();
    }
}
