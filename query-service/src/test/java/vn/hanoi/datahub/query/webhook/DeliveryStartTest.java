package vn.hanoi.datahub.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.query.webhook.Sending.until;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where sending begins: for a new subscriber at the moment at which it was made, for a known one where it was. */
class DeliveryStartTest {

    private Sending sending;

    @BeforeEach
    void open() throws Exception {
        sending = new Sending();
    }

    @AfterEach
    void close() {
        sending.close();
    }

    @Test
    void aNewSubscriberGetsWhatCameSinceItWasMade() {
        TopicInMemory topic = new TopicInMemory(5, 3);
        for (int offset = 0; offset < 5; offset++) {
            topic.write(offset, "r" + offset);
        }

        sending.begin(topic);
        until(() -> topic.committed() == 5);

        assertThat(sending.data()).containsExactly("\"r3\"", "\"r4\"");
    }

    @Test
    void aNewSubscriberBeginsAtTheEnd_whereNothingCameSince() {
        TopicInMemory topic = new TopicInMemory(5, -1);

        sending.begin(topic);
        topic.write(5, "first");
        until(() -> topic.committed() == 6);

        assertThat(sending.subscriber.received.get(0).data()).containsExactly("\"first\"");
    }

    @Test
    void aKnownSubscriberGoesOnWhereItWas() {
        TopicInMemory topic = new TopicInMemory(5, 0).readUpTo(4);
        for (int offset = 0; offset < 5; offset++) {
            topic.write(offset, "r" + offset);
        }

        sending.begin(topic);
        until(() -> topic.committed() == 5);

        assertThat(sending.data()).containsExactly("\"r4\"");
    }
}
