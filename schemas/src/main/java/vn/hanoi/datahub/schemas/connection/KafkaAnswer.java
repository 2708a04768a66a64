package vn.hanoi.datahub.schemas.connection;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** What Kafka answers to a request, waited for. */
public final class KafkaAnswer {

    private KafkaAnswer() {}

    /**
     * Returns the answer.
     *
     * @param failure what it means if there is none: the message of the exception
     * @throws KafkaException when Kafka refuses or does not answer, with its own exception as the cause; when the
     *     thread is interrupted, which it then still is
     */
    public static <T> T of(Future<T> request, String failure) {
        try {
            return request.get();
        } catch (ExecutionException e) {
            throw new KafkaException(failure, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(failure, e);
        }
    }
}
