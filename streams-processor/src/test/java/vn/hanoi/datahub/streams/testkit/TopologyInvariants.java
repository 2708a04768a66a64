package vn.hanoi.datahub.streams.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * After every test, and without the test asking for it: whatever it opened is in order. JUnit finds this extension by
 * itself (META-INF/services), and what is opened registers itself here; where JUnit did not find it, nothing can be
 * opened, so that it is never off unseen.
 *
 * <p>Tests run in several threads, each from beginning to end in one of them, so what a test opens is kept by thread.
 */
public final class TopologyInvariants implements BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(TopologyInvariants.class);
    private static final String TEST = "test";

    /** The tests that run in a thread: a test that runs others, as the test of this class does, lies below them. */
    private static final ThreadLocal<Deque<RunningTest>> RUNNING = ThreadLocal.withInitial(ArrayDeque::new);

    private record RunningTest(List<Opened> opened) {
        RunningTest() {
            this(new ArrayList<>());
        }
    }

    /**
     * Has something looked at after the running test.
     *
     * @throws IllegalStateException where no test runs that could be failed for it
     */
    public static void watch(Opened opened) {
        RunningTest test = RUNNING.get().peek();
        if (test == null) {
            throw new IllegalStateException(
                    "nobody would look after what is opened here: open it within a test or its @BeforeEach, in the test's own thread, and"
                            + " run tests with junit.jupiter.extensions.autodetection.enabled=true");
        }
        test.opened().add(opened);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        RunningTest test = new RunningTest();
        context.getStore(NAMESPACE).put(TEST, test);
        RUNNING.get().push(test);
    }

    /** A test that has failed already is only cleared up after: what it left unread is no second fault. */
    @Override
    public void afterEach(ExtensionContext context) {
        RunningTest test = context.getStore(NAMESPACE).remove(TEST, RunningTest.class);
        if (test == null) {
            return; // another extension failed before this one's turn
        }
        RUNNING.get().pop();
        boolean hasFailed = context.getExecutionException().isPresent();
        List<String> problems = new ArrayList<>();
        for (int last = test.opened().size() - 1; last >= 0; last--) { // what was opened last is closed first
            Opened opened = test.opened().get(last);
            if (hasFailed) {
                opened.close();
            } else {
                problems.addAll(opened.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    context.getDisplayName() + " did not leave in order:\n- " + String.join("\n- ", problems));
        }
    }
}
