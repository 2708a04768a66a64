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
 * The updates that a live reader has not read yet, as Server-Sent Events. A reader that keeps up gets every update. For
 * a reader that falls behind, an update replaces earlier ones of the same cell, so that the backlog is never longer
 * than the number of changed cells. If there are too many of those, the reader is told to reload the values.
 *
 * <p>The id of each event contains what the reader has seen so far, so that it can resume after any event, at any
 * replica. Not thread-safe.
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
     * @param comfortable number of updates that may wait before any is left out
     * @param most maximum number of cells; beyond it, the reader must reload
     * @param way form of the heartbeat
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

    /** Sets the position that the reader had reached before. */
    void begin(Position position) {
        seen.pass(position);
    }

    void hello() {
        first.writeBytes(":connected\nretry:2000\n\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a heartbeat with the reader's position; a reader that is behind needs none. */
    void heartbeat(Position position) {
        if (isEmpty()) {
            seen.pass(position);
            first.writeBytes(id());
            first.writeBytes(way.frame());
        }
    }

    /** Adds an update; if there are too many, the reader must reload. */
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

    /** Keeps the last update of each cell, in order of arrival. */
    private void conflate() {
        Map<Object, UpdateBroadcast.Update> last = new LinkedHashMap<>();
        for (UpdateBroadcast.Update update : waiting) {
            last.remove(update.news().about());
            last.put(update.news().about(), update);
        }
        waiting.clear();
        waiting.addAll(last.values());
    }

    /** Discards everything that is waiting: the reader reloads the values, then continues from this position. */
    void resync(Position position) {
        waiting.clear();
        conflatesAt = comfortable;
        seen.pass(position);
        first.writeBytes(id());
        first.writeBytes(RESYNC);
    }

    /** Removes and returns the next events, about this many bytes in total. */
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
