package vn.hanoi.datahub.ingest.publish;

import org.apache.kafka.common.KafkaException;
import vn.hanoi.datahub.quality.Receipt;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * Writes receipts, and waits until Kafka has acknowledged them, so that an agency can find a receipt as soon as it has
 * its id.
 */
final class ReceiptPublisher {

    private final ControlLog log;

    public ReceiptPublisher(ControlLog log) {
        this.log = log;
    }

    /**
     * Writes a receipt.
     *
     * @throws EventPublisher.NotAcknowledgedException when Kafka does not acknowledge it in time; the batch is not
     *     acknowledged then, and sending it again produces duplicates
     */
    public void publish(Receipt receipt) {
        try {
            log.write(Topics.RECEIPT, receipt.getAgency() + "/" + receipt.getId(), receipt);
        } catch (KafkaException e) {
            throw new EventPublisher.NotAcknowledgedException(e);
        }
    }
}
