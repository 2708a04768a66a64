package vn.hanoi.datahub.query.live;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/**
 * How a quiet live connection says that it is alive: by a comment, or by an event, since a browser's script is not told
 * of comments and could not notice a silent connection.
 */
enum Heartbeat {
    COMMENT(":heartbeat\n\n"),
    EVENT("event:heartbeat\ndata:{}\n\n");

    private final byte[] frame;

    Heartbeat(String frame) {
        this.frame = frame.getBytes(StandardCharsets.UTF_8);
    }

    byte[] frame() {
        return frame;
    }

    /** @throws BadRequestException when there is no such way */
    static Heartbeat of(String word) {
        return Arrays.stream(values())
                .filter(way -> way.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new BadRequestException("heartbeat is comment or event, not '" + word + "'"));
    }
}
