package vn.hanoi.datahub.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.NOW;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.admit;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.refused;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.edge.detail.Detail;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;
import vn.hanoi.datahub.quality.DeadLetter;
import vn.hanoi.datahub.quality.Place;
import vn.hanoi.datahub.quality.Receipt;

/** What is kept of a batch: the receipt of what was taken, and a letter for what was not. */
class AccountsOfABatchTest {

    private static final String BAD = with(DOSSIER, "\"00004\"", "\"99999\"");

    private static final String OTHER = """
            {"specversion":"1.0","type":"vn.hanoi.procedure","source":"urn:hanoi:agency:H26.HCC","id":"p","subject":"p","time":"2025-08-10T10:00:00+07:00","operation":"retract"}
            """;

    private static Submission submission(String event) {
        return EventJson.structured(event.getBytes(StandardCharsets.UTF_8));
    }

    private static Taken taken(String event, int partition, long offset) {
        return new Taken(
                submission(event),
                admit("H26.HCC", event),
                offset < 0
                        ? null
                        : new RecordMetadata(new TopicPartition("hanoi.x.v1", partition), offset, 0, -1, 0, 0));
    }

    private static Receipt receipt(Taken... batch) {
        return Receipts.of(List.of(batch), "H26.HCC", "http", null, NOW);
    }

    @Test
    void aReceiptSaysHowManyWereTaken_andWhereTheyLie() {
        Receipt receipt = receipt(
                taken(DOSSIER, 0, 12),
                taken(DOSSIER, 1, 7),
                taken(BAD, 0, -1),
                taken(DOSSIER, 0, 10),
                taken(BAD, 0, -1));

        assertThat(receipt.getAgency()).isEqualTo("H26.HCC");
        assertThat(receipt.getType()).isEqualTo("procedure-dossier");
        assertThat(receipt.getAccepted()).isEqualTo(3);
        assertThat(receipt.getRefused()).isEqualTo(Map.of("unknown-area", 2L));
        assertThat(receipt.getPlaces())
                .containsExactly(new Place("hanoi.x.v1", 0, 2L, 10L, 12L), new Place("hanoi.x.v1", 1, 1L, 7L, 7L));
    }

    @Test
    void aReceiptOfSeveralTypes_namesNone() {
        assertThat(receipt(taken(DOSSIER, 0, 1), taken(OTHER, 0, 2)).getType()).isNull();
        assertThat(receipt(taken(BAD, 0, -1)).getType()).isNull();
        assertThat(receipt(taken(OTHER, 0, 1), taken(OTHER, 0, 2)).getType()).isEqualTo("procedure");
    }

    private static DeadLetter letter(String event) {
        return DeadLetterPublisher.letter(submission(event), refused("H26.HCC", event), "H26.HCC", NOW);
    }

    private static String payload(DeadLetter letter) {
        return StandardCharsets.UTF_8.decode(letter.getPayload().duplicate()).toString();
    }

    @Test
    void aLetterKeepsTheEventAndWhatWasWrong() {
        DeadLetter letter = letter(BAD);

        assertThat(letter.getReason()).isEqualTo("unknown-area");
        assertThat(letter.getField()).isEqualTo("/data/area");
        assertThat(letter.getDetail()).isEqualTo("there is no area '99999'");
        assertThat(new Detail(letter.getDetailKey(), letter.getDetailArgs()).in(Detail.VIETNAMESE))
                .isEqualTo("không có đơn vị hành chính '99999'");
        assertThat(List.of(
                        letter.getAgency(), letter.getType(), letter.getSource(), letter.getSubject(), letter.getId()))
                .containsExactly(
                        "H26.HCC", "vn.hanoi.procedure-dossier", "urn:hanoi:agency:H26.HCC:test", "refused", "r");
        assertThat(payload(letter)).contains("\"area\":\"99999\"");
    }

    /** Also where it was refused for something else: a number of somebody's is kept nowhere. */
    @Test
    void aLetterKeepsNothingOfAnEventWithPersonalData() {
        for (String event : List.of(
                with(DOSSIER, "\"land\"", "\"0912345678\""),
                with(DOSSIER, "\"fee\":false", "\"fee\":false,\"0912345678\":1"),
                with(DOSSIER, "\"COMMUNE\"", "\"0912345678\""),
                with(DOSSIER, "\"fee\":false", "\"fee\":false,\"applicant\":\"Nguyễn Văn Bốn\""),
                with(BAD, "-dossier", "-0912345678"),
                with(BAD, "\"land\"", "\"HS-0912345678-01\""),
                with(with(DOSSIER, "-dossier", "-other"), "\"refused\"", "\"a@hanoi.gov.vn\""))) {
            DeadLetter letter = letter(event);

            assertThat(letter.toString())
                    .doesNotContain("0912345678")
                    .doesNotContain("a@hanoi.gov.vn")
                    .doesNotContain("Bốn");
            assertThat(letter.getPayload()).isNull();
            assertThat(letter.getSubject()).isNull();
            assertThat(letter.getAgency()).isEqualTo("H26.HCC");
        }
    }

    /** It has to fit into a record of Kafka's, however long what was sent. */
    @Test
    void aLetterIsNoLongerThanARecordMayBe() {
        DeadLetter letter = letter(with(
                with(DOSSIER, "\"p1\"", "\"" + "l".repeat(200_000) + "\""),
                "\"id\":\"r\"",
                "\"id\":\"" + "i".repeat(200_000) + "\""));

        assertThat(letter.getPayload().remaining()).isEqualTo(64 * 1024);
        assertThat(letter.getId()).hasSize(1_001).endsWith("i…");
    }
}
