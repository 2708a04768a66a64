package vn.hanoi.datahub.domain.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.event.Outcome;
import vn.hanoi.datahub.domain.event.RefusalReason;

/** Feeds and lines of the accounts as members of values: what is written is read back. */
class AccountLineTest {

    private static final Feed FEED = new Feed("H26.HCC", "admin-dossier");

    @Test
    void aFeedIsItsAgencyAndItsType() {
        assertThat(FEED.name()).isEqualTo("H26.HCC/admin-dossier");
        assertThat(Feed.of("H26.HCC/admin-dossier")).isEqualTo(FEED);
        assertThat(Feed.of("A/b/c")).as("an agency's code has no slash").isEqualTo(new Feed("A", "b/c"));
    }

    @Test
    void aLineIsReadAsItIsWritten() {
        AccountLine applied = new AccountLine(FEED, Outcome.APPLIED, null);
        AccountLine rejected = new AccountLine(FEED, Outcome.REJECTED, RefusalReason.ID_REUSED);

        assertThat(applied.member()).isEqualTo("H26.HCC|admin-dossier|applied|");
        assertThat(rejected.member()).isEqualTo("H26.HCC|admin-dossier|rejected|id-reused");
        assertThat(AccountLine.of(applied.member())).isEqualTo(applied);
        assertThat(AccountLine.of(rejected.member())).isEqualTo(rejected);
        assertThat(rejected.member()).startsWith(AccountLine.prefix(FEED));
        assertThat(AccountLine.prefix(FEED)).startsWith(AccountLine.prefix("H26.HCC"));
    }

    @Test
    void anAgencysCodeMayHoldABar() {
        AccountLine line = new AccountLine(new Feed("A|B", "t"), Outcome.DUPLICATE, null);

        assertThat(AccountLine.of(line.member())).isEqualTo(line);
    }

    @Test
    void anOutcomeThatIsNoneIsAFault() {
        assertThatThrownBy(() -> AccountLine.of("A|t|eaten|")).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aQuotaIsAtLeastOneOfEach() {
        assertThat(new Quota(1, 1).eventsPerSecond()).isEqualTo(1);
        assertThatThrownBy(() -> new Quota(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Quota(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
