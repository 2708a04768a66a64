package vn.hanoi.datahub.systemtests;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After every class of tests that used the hub they share, and without the class asking for it: accepted = applied +
 * duplicate + superseded + rejected, and nothing is pending. After each class and not after each test, because what was
 * sent last may have to be waited for. JUnit finds this extension by itself (META-INF/services).
 */
public final class AccountsInvariant implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        RunningHub.usedSinceLastAsked().ifPresent(settings -> Accounts.awaitSettled(settings, Proof.WITHIN, null));
    }
}
