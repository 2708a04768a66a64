package vn.hanoi.datahub.query.live;

import java.nio.charset.StandardCharsets;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.edge.problem.BadRequestException;

/**
 * The form of the heartbeat on an idle live connection: a comment, or an event. A browser's script does not see
 * comments, and so could not notice a dead connection without the event.
 */
enum Heartbeat implements Worded {
    COMMENT(":heartbeat\n\n"),
    EVENT("event:heartbeat\ndata:{}\n\n");

    private final byte[] frame;

    Heartbeat(String frame) {
        this.frame = frame.getBytes(StandardCharsets.UTF_8);
    }

    byte[] frame() {
        return frame;
    }

    /** @throws BadRequestException if there is no such form */
    static Heartbeat of(String word) {
        return Worded.find(Heartbeat.class, word)
                .orElseThrow(() -> new BadRequestException("heartbeat is comment or event, not '" + word + "'"));
    }
}
