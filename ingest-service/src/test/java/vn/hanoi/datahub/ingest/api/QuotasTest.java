package vn.hanoi.datahub.ingest.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.domain.Text;
import vn.hanoi.datahub.domain.agency.Agency;
import vn.hanoi.datahub.domain.agency.Quota;
import vn.hanoi.datahub.ingest.api.Quotas.Allowance;

/**
 * Each agency has its share of the front door. What is owed here takes minutes to be paid, so that no pause of the
 * machine matters.
 */
class QuotasTest {

    private static final Agency ONE = agency("H26.ONE", null);
    private static final Agency OTHER = agency("H26.OTHER", null);

    private final Quotas quotas = new Quotas(new Quota(10, 1_000));

    private static Agency agency(String code, Quota quota) {
        return new Agency(code, new Text("vi", "en"), Set.of("dataset"), null, quota, Agency.Tenure.UNLIMITED);
    }

    @Test
    void anAgencyThatOwesEventsWaits_andAnotherNoticesNothing() {
        assertThat(quotas.allowance(ONE).isOpen()).isTrue();

        Allowance left = quotas.charge(ONE, 10_010, 0);

        assertThat(left.isOpen()).isFalse();
        assertThat(left.eventsLeft()).isBetween(-10_000L, -5_000L);
        assertThat(left.bytesLeft()).isEqualTo(1_000);
        assertThat(left.owesFor()).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(1_001));
        assertThat(quotas.allowance(ONE).isOpen()).isFalse();
        assertThat(quotas.allowance(OTHER).isOpen()).isTrue();
    }

    @Test
    void whatAnAgencyHoldsInMemoryIsBounded_andAnotherNoticesNothing() {
        assertThat(quotas.tryHold(ONE, Quotas.MOST_HELD)).isTrue();
        assertThat(quotas.tryHold(ONE, 1)).isFalse();
        assertThat(quotas.tryHold(OTHER, 1)).isTrue();

        quotas.letGo(ONE, 10);

        assertThat(quotas.tryHold(ONE, 10)).isTrue();
        assertThat(quotas.tryHold(ONE, 1)).isFalse();
    }

    @Test
    void bytesAreOwedLikeEvents() {
        Allowance left = quotas.charge(ONE, 1, 1_001_000);

        assertThat(left.isOpen()).isFalse();
        assertThat(left.bytesLeft()).isBetween(-1_000_000L, -500_000L);
        assertThat(left.owesFor()).isBetween(Duration.ofSeconds(500), Duration.ofSeconds(1_001));
    }

    @Test
    void aRequestWithoutEventsOrBytesCostsNothing() {
        assertThat(quotas.charge(ONE, 0, 0).isOpen()).isTrue();
        assertThat(quotas.charge(ONE, 0, 0).eventsLeft()).isEqualTo(10);
    }

    @Test
    void anAgencysOwnShareGoesBeforeTheStandardOne() {
        Agency large = agency("H26.LARGE", new Quota(1_000_000, 1_000_000));

        Allowance left = quotas.charge(large, 10_010, 0);

        assertThat(left.isOpen()).isTrue();
        assertThat(left.quota()).isEqualTo(large.quota());
    }

    @Test
    void asManyRequestsAsThereMayBe_areInWorkAtOnce() {
        assertThat(IntStream.range(0, 128).filter(i -> quotas.tryEnter(ONE)).count())
                .isEqualTo(128);
        assertThat(quotas.tryEnter(ONE)).isFalse();
        assertThat(quotas.tryEnter(OTHER)).isTrue();

        quotas.leave(ONE);

        assertThat(quotas.tryEnter(ONE)).isTrue();
    }
}
