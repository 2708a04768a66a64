package vn.hanoi.datahub.ingest.mqtt;

import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes a batch as a whole. If that fails unexpectedly, each item is processed on its own, so that one item that
 * fails does not stop the others.
 */
final class Salvage {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

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
    static <T> void take(List<T> batch, Handler<T> handler, BiConsumer<T, Throwable> given)
            throws InterruptedException {
        try {
            handler.take(batch);
        } catch (RuntimeException | StackOverflowError e) {
            if (batch.size() == 1) {
                tell(batch.get(0), e, given);
                return;
            }
            for (T item : batch) {
                take(List.of(item), handler, given);
            }
        }
    }

    /** Reports a failed item. If that fails, too, only the log has it: the thread must continue with the next item. */
    private static <T> void tell(T item, Throwable why, BiConsumer<T, Throwable> given) {
        try {
            given.accept(item, why);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("an item failed, and that could not be recorded: {}", why.toString(), e);
        }
    }
}
