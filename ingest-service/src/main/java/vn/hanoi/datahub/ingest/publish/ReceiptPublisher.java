package vn.hanoi.datahub.ingest.publish;

import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Writes receipts, and waits until Kafka holds them: what an agency is told must be there when it asks for it. */
final class ReceiptPublisher {

    private final ControlLog log;

    public ReceiptPublisher(ControlLog log) {
        this.log = log;
    }

    /**
     * @throws EventPublisher.NotAcknowledgedException when Kafka does not hold it in time: then the batch is not
     *     acknowledged, and sending it again makes duplicates
     */
    public void publish(Receipt receipt) {
        try {
            log.write(Topics.RECEIPT, receipt.getAgency() + "/" + receipt.getId(), receipt);
        } catch (KafkaException e) {
            throw new EventPublisher.NotAcknowledgedException(e);
        }
    }
}
