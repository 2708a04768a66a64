package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.query.webhook.Sending.GIVE_UP;
import static vn.hanoi.datahub.query.webhook.Sending.NOW;
import static vn.hanoi.datahub.query.webhook.Sending.WAIT;
import static vn.hanoi.datahub.query.webhook.Sending.until;

import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sending to one subscriber: signed, again and again until it is taken, and then no further than it was taken. */
class DeliveryTest {

    private Sending sending;

    @BeforeEach
    void open() throws Exception {
        sending = new Sending();
    }

    @AfterEach
    void close() {
        sending.close();
    }

    private static TopicInMemory topic(String... records) {
        TopicInMemory topic = new TopicInMemory(0, -1);
        for (int offset = 0; offset < records.length; offset++) {
            topic.write(offset, records[offset]);
        }
        return topic;
    }

    private static String signature(String secret, Subscriber.Received message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = message.id() + "." + message.timestamp() + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void sendsWhatIsForTheSubscriber_signed_andNotesHowFarItIs() throws Exception {
        TopicInMemory topic = topic("a", "-", "?", "b");

        sending.begin(topic);
        until(() -> topic.committed() == 4);

        Subscriber.Received message = sending.subscriber.received.get(0);
        assertThat(message.signature()).isEqualTo(signature(sending.signer.secret("w-1"), message));
        assertThat(message.timestamp()).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(message.type()).isEqualTo("application/json");
        assertThat(message.id()).matches("msg_[0-9a-f]{32}");
        assertThat(sending.data()).containsExactly("\"a\"", "\"b\"");
        assertThat(sending.subscriber.received.stream().flatMap(each -> each.eventIds().stream()))
                .containsExactly("hanoi.alert.v1:0:0", "hanoi.alert.v1:0:3");
        assertThat(sending.delivery.attempts().deliveredAt()).isEqualTo(NOW);
    }

    @Test
    void sendsNothing_whereNothingIsForTheSubscriber_andReadsOn() {
        TopicInMemory topic = topic("-", "-");

        sending.begin(topic);
        until(() -> topic.committed() == 2);

        assertThat(sending.subscriber.received).isEmpty();
        assertThat(sending.delivery.attempts().deliveredAt()).isNull();
    }

    /** It waits, and says meanwhile to Kafka that it is alive; then the same comes again under the same id. */
    @Test
    void triesAgainAfterAWhile_underTheSameId() {
        sending.subscriber.status = 503;
        TopicInMemory topic = topic("a");
        sending.begin(topic);
        until(() -> sending.delivery.attempts().failures() == 1);
        assertThat(sending.delivery.attempts().lastError()).isEqualTo("503");
        assertThat(sending.delivery.attempts().nextAt()).isEqualTo(NOW.plus(WAIT));
        topic.write(1, "b");
        int polls = topic.polls.get();
        until(() -> topic.polls.get() > polls + 20);
        assertThat(sending.subscriber.received).hasSize(1);
        assertThat(topic.committed()).isEqualTo(-1);

        sending.subscriber.status = 204;
        sending.now.set(NOW.plus(WAIT));
        until(() -> topic.committed() == 2);

        assertThat(sending.subscriber.received.get(1).id())
                .isEqualTo(sending.subscriber.received.get(0).id());
        assertThat(sending.subscriber.received)
                .extracting(Subscriber.Received::data)
                .containsExactly(List.of("\"a\""), List.of("\"a\""), List.of("\"b\""));
        assertThat(sending.delivery.attempts().failures()).isZero();
    }

    @Test
    void givesUpASubscriberThatSaysItIsGone() {
        sending.subscriber.status = 410;

        sending.begin(topic("a"));
        sending.untilEnded();

        assertThat(sending.dead).containsExactly("w-1: the subscriber says that it is gone");
        assertThat(sending.subscriber.received).hasSize(1);
    }

    @Test
    void givesUpAfterALongTimeWithoutSuccess() {
        sending.subscriber.status = 500;
        sending.begin(topic("a"));
        until(() -> sending.delivery.attempts().failures() == 1);
        sending.now.set(NOW.plus(GIVE_UP).minusMillis(1));
        until(() -> sending.delivery.attempts().failures() == 2);
        assertThat(sending.dead).isEmpty();

        sending.now.set(NOW.plus(GIVE_UP).plus(WAIT).plus(WAIT));
        sending.untilEnded();

        assertThat(sending.dead).containsExactly("w-1: 500");
    }

    @Test
    void saysThatThereIsNoConnection() throws Exception {
        String url;
        try (ServerSocket closed = new ServerSocket(0)) {
            url = "http://127.0.0.1:" + closed.getLocalPort() + "/";
        }

        sending.begin(topic("a"), url, true);
        until(() -> sending.delivery.attempts().failures() == 1);

        assertThat(sending.delivery.attempts().lastError()).isEqualTo("no connection");
    }

    /** A name may lead elsewhere by now than it did when the webhook was made. */
    @Test
    void looksEachTimeWhetherTheAddressMayBeSentTo() {
        TopicInMemory topic = topic("a");

        sending.begin(topic, "https://127.0.0.1/", false);
        until(() -> sending.delivery.attempts().failures() == 1);

        assertThat(sending.delivery.attempts().lastError()).isEqualTo("the host of url has no public address");
        assertThat(topic.committed()).isEqualTo(-1);
    }

    @Test
    void endsWhenItIsStopped_andLetsItsConsumerGo() {
        sending.subscriber.status = 500;
        TopicInMemory topic = topic("a");
        sending.begin(topic);
        until(() -> sending.delivery.attempts().failures() == 1);

        sending.delivery.stop();
        sending.untilEnded();

        assertThat(topic.closed()).isTrue();
        assertThat(sending.dead).isEmpty();
    }
}
