package vn.hanoi.datahub.ingest.mqtt;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Processes a batch as a whole. If that fails unexpectedly, each item is processed on its own, so that one item that
 * fails does not stop the others.
 */
final class Salvage {

    private Salvage() {}

    /** Processes some items. An exception from it is a defect, because it handles expected failures itself. */
    @FunctionalInterface
    interface Handler<T> {
        void take(List<T> items) throws InterruptedException;
    }

    /**
     * Processes a batch.
     *
     * @param given receives each item that fails even on its own, with the cause
     */
    static <T> void take(List<T> batch, Handler<T> taker, BiConsumer<T, Throwable> given) throws InterruptedException {
        try {
            taker.take(batch);
        } catch (RuntimeException | StackOverflowError e) {
            if (batch.size() == 1) {
                given.accept(batch.get(0), e);
                return;
            }
            for (T item : batch) {
                take(List.of(item), taker, given);
            }
        }
    }
}
