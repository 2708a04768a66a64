package vn.hanoi.datahub.ingest.mqtt;

import java.util.List;
import java.util.function.BiConsumer;

/**
 * Takes a batch together. Where that fails for no reason anybody foresaw, each item is taken alone: one that cannot be
 * taken stops no other.
 */
final class Salvage {

    private Salvage() {}

    /** Takes some items; what it throws is a defect, for whatever may go wrong it handles itself. */
    @FunctionalInterface
    interface Handler<T> {
        void take(List<T> items) throws InterruptedException;
    }

    /** @param given hears of each item that cannot be taken even alone */
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
