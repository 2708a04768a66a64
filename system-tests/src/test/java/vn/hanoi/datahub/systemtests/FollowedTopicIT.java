package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.edge.feed.ConfirmedWriter;
import vn.hanoi.datahub.edge.feed.FollowedTopic;
import vn.hanoi.datahub.edge.feed.MirrorRetention;
import vn.hanoi.datahub.edge.feed.TopicFollower;
import vn.hanoi.datahub.edge.feed.TopicHandler;
import vn.hanoi.datahub.quality.FileMapping;
import vn.hanoi.datahub.schemas.codec.Registry;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Provisioning;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.standalone.Keys;

/** What a service keeps of a topic: it learns of what is removed, and it keeps nothing for longer than it says. */
class FollowedTopicIT {

    private static final Duration AGE = Duration.ofDays(10);

    /** One of its own: other tests read what the hub's topics hold. */
    private static final Topic<String, FileMapping> TOPIC = new Topic<>(
            "test.followed",
            Schema.create(Schema.Type.STRING),
            FileMapping.getClassSchema(),
            "a name",
            Set.of("test"),
            Topic.Retention.COMPACTED);

    private final Mirror mirror = new Mirror();
    private ControlLog log;
    private FollowedTopic<String, FileMapping> topic;
    private ConfirmedWriter<FileMapping> writer;

    /** Where the clock of the follower stands. */
    private volatile Instant now = Instant.now();

    private static final class Mirror implements TopicHandler<String, FileMapping> {
        private final Map<String, FileMapping> known = new ConcurrentHashMap<>();

        @Override
        public void take(ConsumerRecord<String, FileMapping> record, boolean isNew) {
            known.put(record.key(), record.value());
        }

        @Override
        public void forget(String key) {
            known.remove(key);
        }

        @Override
        public MirrorRetention retention() {
            return MirrorRetention.ofAge(AGE);
        }

        @Override
        public void forgetBefore(Instant moment) {
            known.values().removeIf(mapping -> mapping.getStoredAt().isBefore(moment));
        }
    }

    @BeforeEach
    void follow() {
        RunningHub hub = RunningHub.get();
        KafkaConnection kafka = KafkaConnection.to(hub.settings.kafka());
        Registry registry = Registry.at(hub.settings.registryUrl());
        InstantSource clock = () -> now;
        Provisioning.registerSchemas(
                Registry.client(hub.settings.registryUrl(), Keys.ofServices(hub.settings.data())), List.of(TOPIC));
        try (Admin admin = kafka.admin()) {
            Provisioning.createTopics(admin, List.of(TOPIC), 1, Optional.empty());
        }
        log = new ControlLog(kafka, registry, Duration.ofSeconds(10));
        topic = new TopicFollower(kafka, registry, clock).follow(TOPIC, mirror);
        writer = new ConfirmedWriter<>(log, topic);
        topic.start();
        await().until(topic::isCaughtUp);
    }

    @AfterEach
    void stop() {
        topic.stop();
        log.close();
    }

    private static FileMapping mapping(Instant changedAt) {
        return FileMapping.newBuilder()
                .setAgency("H26.NNMT")
                .setType("followed")
                .setYaml("")
                .setStoredBy("test")
                .setStoredAt(changedAt)
                .build();
    }

    @Test
    void whatIsWrittenIsKnownWhenTheCallReturns_andWhatIsRemovedIsNot() {
        writer.put("followed/1", mapping(now));
        assertThat(mirror.known).containsKey("followed/1");

        writer.remove("followed/1");
        assertThat(mirror.known).doesNotContainKey("followed/1");
    }

    @Test
    void whatIsOlderThanTheRetentionGoes() {
        writer.put("followed/old", mapping(now.minus(AGE).plusSeconds(60)));
        writer.put("followed/new", mapping(now));
        assertThat(mirror.known).containsKeys("followed/old", "followed/new");

        now = now.plusSeconds(120);

        await().until(() -> !mirror.known.containsKey("followed/old"));
        assertThat(mirror.known).containsKey("followed/new");
        writer.remove("followed/old");
        writer.remove("followed/new");
    }
}
