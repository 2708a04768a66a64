package vn.hanoi.datahub.standalone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a command wrote and how it ended.
 *
 * @param out results and help
 * @param err what was wrong
 */
public record Ended(int code, String out, String err) {

    /** Runs a command of {@code ./hub} in this JVM. */
    public static Ended run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8)); // first: picocli remembers what it finds
        try {
            int code = HubCommand.line(Map.of("HUB_LANG", "en"))
                    .setErr(new PrintWriter(err, true))
                    .execute(words);
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString());
        } finally {
            System.setOut(before);
        }
    }

    public JsonNode json() {
        return new JsonMapper().readTree(out);
    }
}
