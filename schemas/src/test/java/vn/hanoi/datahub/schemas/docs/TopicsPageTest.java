package vn.hanoi.datahub.schemas.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.schemas.catalogue.Shipped;
import vn.hanoi.datahub.schemas.topic.Topic;
import vn.hanoi.datahub.schemas.topic.Topics;

/**
 * docs/TOPICS.md lists the topics that the code has. If it does not, {@code target/topics.md} has the table to paste.
 */
class TopicsPageTest {

    @Test
    void listsTheTopics() throws IOException {
        String table = "| topic | key | value | written by | kept |\n|---|---|---|---|---|\n"
                + Topics.of(Shipped.CATALOGUE).stream().map(TopicsPageTest::row).collect(Collectors.joining());
        Files.writeString(Path.of("target/topics.md"), table);

        assertThat(Files.readString(Path.of("../docs/TOPICS.md")))
                .contains("<!-- topics -->\n" + table + "<!-- /topics -->");
    }

    private static String row(Topic<?, ?> topic) {
        return "| `%s` | %s | `%s` | %s | %s |%n"
                .formatted(
                        topic.name(),
                        topic.keyMeaning(),
                        topic.value().getName(),
                        String.join(", ", topic.owners()),
                        topic.retention().inWords());
    }
}
