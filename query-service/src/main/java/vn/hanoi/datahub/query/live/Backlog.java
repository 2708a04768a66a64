package vn.hanoi.datahub.query.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.hanoi.datahub.query.feed.Position;
import vn.hanoi.datahub.query.feed.UpdateBroadcast;

/**
 * What a live reader has not read yet, as Server-Sent Events. One that keeps up gets every update; of one that falls
 * behind, an update takes the place of those before it of the same cell, so that the backlog is never longer than the
 * cells that changed; and if those are too many, the reader is told to read the values anew.
 *
 * <p>The id of each event says what this reader has seen by then, so that it can resume after any of them, wherever it
 * was sent from. Not safe for several threads.
 */
final class Backlog {

    private static final byte[] RESYNC = "event:resync\ndata:{}\n\n".getBytes(StandardCharsets.UTF_8);

    private final int comfortable;
    private final int most;
    private final Heartbeat way;
    private final Deque<UpdateBroadcast.Update> waiting = new ArrayDeque<>();
    private final Position seen = new Position();
    private final ByteArrayOutputStream first = new ByteArrayOutputStream();
    private int conflatesAt;

    /**
     * @param comfortable so many updates wait without any being left out
     * @param most so many cells at most; beyond it the reader reads anew
     * @param way how it says that it is alive
     */
    Backlog(int comfortable, int most, Heartbeat way) {
        this.comfortable = comfortable;
        this.most = most;
        this.way = way;
        this.conflatesAt = comfortable;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && first.size() == 0;
    }

    /** What the reader has seen before. */
    void begin(Position position) {
        seen.pass(position);
    }

    void hello() {
        first.writeBytes(":connected\nretry:2000\n\n".getBytes(StandardCharsets.UTF_8));
    }

    /** A sign of life, with how far the reader is; who is behind needs none. */
    void heartbeat(Position position) {
        if (isEmpty()) {
            seen.pass(position);
            first.writeBytes(id());
            first.writeBytes(way.frame());
        }
    }

    /** An update; when there are too many of them, the reader reads anew. */
    void add(UpdateBroadcast.Update update) {
        waiting.addLast(update);
        if (waiting.size() > conflatesAt) {
            conflate();
            if (waiting.size() > most) {
                Position reached = new Position();
                waiting.forEach(each -> reached.pass(each.partition(), each.offset()));
                resync(reached);
            }
            conflatesAt = Math.min(most, Math.max(comfortable, 2 * waiting.size()));
        }
    }

    /** Keeps the last update of each cell, in the order in which they came. */
    private void conflate() {
        Map<Object, UpdateBroadcast.Update> last = new LinkedHashMap<>();
        for (UpdateBroadcast.Update update : waiting) {
            last.remove(update.news().about());
            last.put(update.news().about(), update);
        }
        waiting.clear();
        waiting.addAll(last.values());
    }

    /** Forgets all that waits: the reader reads the values anew, then goes on from here. */
    void resync(Position position) {
        waiting.clear();
        conflatesAt = comfortable;
        seen.pass(position);
        first.writeBytes(id());
        first.writeBytes(RESYNC);
    }

    /** Takes the next events, about so many bytes together. */
    byte[] next(int bytes) {
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        next.writeBytes(first.toByteArray());
        first.reset();
        while (!waiting.isEmpty() && next.size() < bytes) {
            UpdateBroadcast.Update update = waiting.removeFirst();
            seen.pass(update.partition(), update.offset());
            next.writeBytes(id());
            next.writeBytes(update.frame());
        }
        if (waiting.isEmpty()) {
            conflatesAt = comfortable;
        }
        return next.toByteArray();
    }

    private byte[] id() {
        return ("id:" + seen + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
