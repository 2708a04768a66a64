package vn.hanoi.datahub.ingest.publish;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Writes receipts, and waits until Kafka holds them: what an agency is told must be there when it asks for it. */
public final class ReceiptPublisher {

    private final Producer<String, Receipt> producer;

    public ReceiptPublisher(Producer<String, Receipt> producer) {
        this.producer = producer;
    }

    /**
     * @throws EventPublisher.NotAcknowledgedException when Kafka does not hold it in time: then the batch is not acknowledged, and sending it again makes duplicates
     */
    public void publish(Receipt receipt) {
        try {
            producer.send(new ProducerRecord<>(
                            Topics.RECEIPT.name(), receipt.getAgency() + "/" + receipt.getId(), receipt))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventPublisher.NotAcknowledgedException(e);
        } catch (ExecutionException | KafkaException e) {
            throw new EventPublisher.NotAcknowledgedException(e);
        }
    }
}
