package vn.hanoi.datahub.worldtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * What is asked after every test is worth something only if it notices: small tests with a fault in each, run by JUnit
 * inside these.
 */
class InvariantsTest {

    /**
     * What JUnit says of the one test of a class, which knows nothing of what is asked of it: the extension is found as
     * for any other test.
     */
    private static List<Throwable> failuresOf(Class<?> tests) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener);
        assertThat(listener.getSummary().getTestsFoundCount()).isEqualTo(1);
        return listener.getSummary().getFailures().stream()
                .map(TestExecutionSummary.Failure::getException)
                .toList();
    }

    private static String failureOf(Class<?> tests) {
        List<Throwable> failures = failuresOf(tests);
        assertThat(failures).hasSize(1);
        return failures.get(0).getMessage();
    }

    @Test
    void saysNothingOfATestThatLeavesAllInOrder() {
        assertThat(failuresOf(Faulty.InOrder.class)).isEmpty();
    }

    @Test
    void noticesThatAccountsDoNotAddUp() {
        assertThat(failureOf(Faulty.LosesCells.class))
                .startsWith("passes(Path) did not leave in order:")
                .containsPattern("loses-cells: H26\\.[A-Z]+/[a-z-]+: \\d+ accepted, but \\d+ applied \\+ ");
    }

    /** A duplicate that is taken for a new event has an outcome like any other. */
    @Test
    void noticesWrongValues_whereAccountsAddUp() {
        assertThat(failureOf(Faulty.ForgetsHistories.class))
                .containsPattern("forgets-histories: \\d+ values are not the oracle's: ")
                .contains("the oracle says {applied=")
                .doesNotContain("accepted, but");
    }

    @Test
    void noticesWhatIsLeftOpen() {
        assertThat(failureOf(Faulty.LeavesTheHubOpen.class)).contains("left-open: the hub was left open");
        assertThat(failureOf(Faulty.LeavesAStoreOpen.class))
                .contains("open-store: the store contribute-ids was left open");
        assertThat(failureOf(Faulty.LeavesADriverOpen.class)).contains("a-driver: the driver was left open");
    }

    @Test
    void noticesUnreadOutput() {
        assertThat(failureOf(Faulty.ReadsNothing.class))
                .contains("copies: 1 of the records of out were never read: 1 bytes 2 bytes");
    }

    @Test
    void noticesThatTheTopicsOfValuesDiffer() {
        assertThat(failureOf(Faulty.RevisesTwice.class))
                .contains("revises-twice: the topics of values and of revisions do not tell the same");
    }

    @Test
    void noticesADeadLetterThatNobodyExpected() {
        assertThat(failureOf(Faulty.ReusesIds.class))
                .contains("reuses-ids: a dead letter nobody expected: ")
                .contains("id-reused");
    }

    @Test
    void noticesSilentDefinitions_andAnIdleDeclarationOfThem() {
        assertThat(failureOf(Faulty.SilentDefinitions.class))
                .contains("silent: definitions that are not in force in the end");
        assertThat(failureOf(Faulty.NothingIsPending.class))
                .contains("not-pending: definitions were declared pending, and all are in force");
    }

    @Test
    void aTestThatFailsIsToldItsOwnFaultOnly() {
        assertThat(failuresOf(Faulty.FailsByItself.class))
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault).hasMessage("its own fault").hasNoSuppressedExceptions());
    }

    @Test
    void nothingIsOpenedWhereNobodyWouldLookAfterIt(@TempDir Path folder) {
        assertThatThrownBy(() -> CompletableFuture.runAsync(
                                () -> Faulty.hub("nobody", folder).open(), task -> new Thread(task).start())
                        .join())
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nobody would look after what is opened here");
    }
}
