package vn.hanoi.datahub.query.api;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.hanoi.datahub.query.feed.Live;
import vn.hanoi.datahub.query.view.ValueKey;

/**
 * What a live reader has not read yet. One that keeps up gets every update; of one that falls behind, an update takes the place of those before it of the same cell, so
 * that the backlog is never longer than the cells that changed; and if those are too many, the reader is told to read the values anew.
 *
 * <p>Not safe for several threads.
 */
final class Backlog {

    /** A frame; updates of one cell can stand for one another. */
    private record Waiting(
            @org.jspecify.annotations.Nullable ValueKey cell, java.util.function.Supplier<byte[]> frame) {}

    private final int comfortable;
    private final int most;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int conflatesAt;

    /**
     * @param comfortable so many updates wait without any being left out
     * @param most so many cells at most; beyond it the reader reads anew
     */
    Backlog(int comfortable, int most) {
        this.comfortable = comfortable;
        this.most = most;
        this.conflatesAt = comfortable;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Something that stands for itself: a heartbeat. */
    void add(byte[] frame) {
        if (waiting.size() <= comfortable) { // who is behind needs no sign of life
            waiting.addLast(new Waiting(null, () -> frame));
        }
    }

    /**
     * An update.
     *
     * @return false when there are too many: nothing waits any more, and the reader has to be told to read anew
     */
    boolean add(Live.Update update) {
        waiting.addLast(new Waiting(update.value().key(), update::frame));
        if (waiting.size() > conflatesAt) {
            conflate();
            if (waiting.size() > most) {
                waiting.clear();
                conflatesAt = comfortable;
                return false;
            }
            conflatesAt = Math.max(comfortable, 2 * waiting.size());
        }
        return true;
    }

    /** Keeps the last update of each cell, in the order in which they came. */
    private void conflate() {
        Map<Object, Waiting> last = new LinkedHashMap<>();
        for (Waiting one : waiting) {
            Object cell = one.cell() == null ? one : one.cell();
            last.remove(cell);
            last.put(cell, one);
        }
        waiting.clear();
        waiting.addAll(last.values());
    }

    /** Forgets all that waits, for one frame that stands for it. */
    void replaceBy(byte[] frame) {
        waiting.clear();
        conflatesAt = comfortable;
        waiting.addLast(new Waiting(null, () -> frame));
    }

    /** Takes the next frames, about so many bytes together. */
    byte[] next(int bytes) {
        ByteArrayOutputStream next = new ByteArrayOutputStream();
        while (!waiting.isEmpty() && next.size() < bytes) {
            next.writeBytes(waiting.removeFirst().frame().get());
        }
        if (waiting.isEmpty()) {
            conflatesAt = comfortable;
        }
        return next.toByteArray();
    }
}
