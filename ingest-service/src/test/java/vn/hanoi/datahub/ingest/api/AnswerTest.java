package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.DOSSIER;
import static vn.hanoi.datahub.ingest.admission.AtTheDoor.with;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.ingest.admission.AtTheDoor;
import vn.hanoi.datahub.ingest.admission.EventJson;
import vn.hanoi.datahub.ingest.admission.Submission;
import vn.hanoi.datahub.ingest.publish.Intake.Taken;

/** What the sender of a batch is told of each of its events. */
class AnswerTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Agency CENTRE =
            AtTheDoor.CATALOGUE.findAgency("H26.HCC").orElseThrow();

    private static List<Answer> answers(String... events) {
        byte[] body = ("[" + String.join(",", events) + "]").getBytes(StandardCharsets.UTF_8);
        List<Answer> answers = new ArrayList<>();
        for (Submission submission : EventJson.batch(body, 10)) {
            answers.add(Answer.of(
                    answers.size(),
                    new Taken(submission, AtTheDoor.DOOR.admit(submission, CENTRE, AtTheDoor.NOW), null)));
        }
        return answers;
    }

    /**
     * Whatever is too long, too deep or too large in one event: it alone is refused, and the answer does not repeat it
     * all.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"p1\" | \"LONG\" | schema-violation | /data/procedure",
                "\"p1\" | [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]] | schema-violation | /data/procedure",
                "\"p1\" | DIGITS | schema-violation | /data/procedure",
                "\"fee\":false | \"fee\":false,\"LONG\":1 | unknown-field |",
                "\"id\":\"r | \"id\":\"LONG | malformed | /id",
                "vn.hanoi.procedure-dossier | vn.hanoi.LONG | malformed | /type"
            })
    void refusesOneEventOfABatch_whateverIsWrongWithIt(String right, String wrong, String reason, String field) {
        String bad =
                with(DOSSIER, right, wrong.replace("LONG", "l".repeat(200_000)).replace("DIGITS", "7".repeat(500)));

        List<Answer> answers = answers(DOSSIER, bad);

        assertThat(answers).extracting(Answer::isAccepted).containsExactly(true, false);
        assertThat(answers.get(1).reason()).isEqualTo(reason);
        if (field == null) { // the name is as long as it was sent, and its beginning says which it is
            assertThat(answers.get(1).field()).startsWith("/data/lll").hasSizeLessThan(600);
        } else {
            assertThat(answers.get(1).field()).isEqualTo(field);
        }
        assertThat(JSON.writeValueAsString(new BatchAnswer(1, 1, "receipt", answers, null)))
                .hasSizeLessThan(3_000);
    }

    @Test
    void saysOfARefusedEvent_whichItIs_andWhatIsWrong() {
        assertThat(JSON.readTree(JSON.writeValueAsString(answers(DOSSIER, with(DOSSIER, "\"00004\"", "\"99999\""))
                        .get(1))))
                .isEqualTo(
                        JSON.readTree(
                                "{\"index\":1,\"id\":\"r\",\"status\":\"refused\",\"reason\":\"unknown-area\",\"detail\":\"there is no area '99999'\",\"field\":\"/data/area\"}"));
    }

    @Test
    void saysOfAnAcceptedEvent_whereItLies() {
        Submission submission = EventJson.structured(DOSSIER.getBytes(StandardCharsets.UTF_8));
        RecordMetadata place = new RecordMetadata(new TopicPartition("hanoi.procedure-dossier.v1", 3), 40, 2, -1, 0, 0);

        Answer answer =
                Answer.of(0, new Taken(submission, AtTheDoor.DOOR.admit(submission, CENTRE, AtTheDoor.NOW), place));

        assertThat(JSON.readTree(JSON.writeValueAsString(answer.withoutIndex())))
                .isEqualTo(
                        JSON.readTree(
                                "{\"id\":\"r\",\"status\":\"accepted\",\"topic\":\"hanoi.procedure-dossier.v1\",\"partition\":3,\"offset\":42}"));
    }

    /** Nobody can tell a person's name from a street's for certain, so the event is accepted and its sender told. */
    @Test
    void saysWhereThereMayBeAPersonsName() {
        Answer answer = answers(with(DOSSIER, "\"procedure\":\"p1\"", "\"procedure\":\"Nguyễn Thị Bích Hà\""))
                .get(0);

        assertThat(JSON.writeValueAsString(answer.withoutIndex()))
                .isEqualTo(
                        "{\"id\":\"r\",\"status\":\"accepted\",\"findings\":[{\"finding\":\"person-name\",\"field\":\"/data/procedure\"}]}");
    }

    @Test
    void namesNoPlace_whereAnEventWasOnlyTried() {
        assertThat(JSON.writeValueAsString(answers(DOSSIER).get(0).withoutIndex()))
                .isEqualTo("{\"id\":\"r\",\"status\":\"accepted\"}");
    }
}
