package vn.hanoi.datahub.schemas.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaAnswerTest {

    @Test
    void returnsTheAnswer() {
        assertThat(KafkaAnswer.of(CompletableFuture.completedFuture(7), "no number"))
                .isEqualTo(7);
    }

    @Test
    void aRefusalHasKafkasOwnExceptionAsItsCause() {
        TimeoutException away = new TimeoutException("away");

        assertThatThrownBy(() -> KafkaAnswer.of(CompletableFuture.failedFuture(away), "no number"))
                .isInstanceOf(KafkaException.class)
                .hasMessage("no number")
                .hasCause(away);
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> KafkaAnswer.of(new CompletableFuture<>(), "no number"))
                .isInstanceOf(InterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
