package vn.hanoi.datahub.query.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import vn.hanoi.datahub.quality.DeadLetter;

/** The newest dead letters, without what they carried. Written by the feed's one thread, read by all. */
public final class DeadLetterView {

    /** Older ones stay in the topic. */
    private static final int MOST = 10_000;

    private final Deque<DeadLetter> letters = new ArrayDeque<>();

    /** Takes a letter and forgets its payload: it may be large, and nobody reads it here. */
    public synchronized void add(DeadLetter letter) {
        letter.setPayload(null);
        letters.addLast(letter);
        if (letters.size() > MOST) {
            letters.removeFirst();
        }
    }

    /** All that are held, newest first. */
    public synchronized List<DeadLetter> newestFirst() {
        List<DeadLetter> all = new ArrayList<>(letters);
        Collections.reverse(all);
        return all;
    }
}
