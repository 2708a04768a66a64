package vn.hanoi.datahub.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hanoi.datahub.schemas.connection.KafkaConnection;

/** What no retry helps against: a record between the processor's own stages that nobody can read. */
class FatalFailureIT {

    @TempDir
    private Path folder;

    @Test
    void endsTheProcess_forItsSupervisorToStartItAgain() throws Exception {
        try (SplitHub hub = SplitHub.quiet(folder)) {
            KafkaConnection kafka = KafkaConnection.to(hub.settings.kafka());
            String between;
            try (Admin admin = kafka.admin()) {
                between = admin.listTopics().names().get().stream()
                        .filter(topic -> topic.endsWith("-repartition") && !topic.contains("-alerts-"))
                        .findFirst()
                        .orElseThrow();
            }
            byte[] nobodys = "not ours".getBytes(StandardCharsets.US_ASCII);
            try (Producer<byte[], byte[]> producer = kafka.producer(
                    new ByteArraySerializer(), new ByteArraySerializer(), Duration.ofSeconds(10), Map.of())) {
                producer.send(new ProducerRecord<>(between, nobodys, nobodys)).get();
            }

            assertThat(hub.processor.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(hub.processor.process().exitValue()).isEqualTo(70);
        }
    }
}
