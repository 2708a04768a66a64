package vn.hanoi.datahub.query.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hanoi.datahub.query.SomeReport;
import vn.hanoi.datahub.schemas.codec.TrustedRecords;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

/** Changes that several callers, or several instances, make at the same time: none is lost, and none undoes another. */
class ReportVersionTest {

    private static final Instant NOON = Instant.parse("2026-04-03T05:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    static {
        TrustedRecords.trust();
    }

    private static ReportRelease content(String sha256) {
        return SomeReport.frozen("r", sha256.getBytes(), sha256, NOON);
    }

    private static ReportVersion frozen(String sha256) {
        return frozen(ReportVersion.NONE, sha256);
    }

    private static ReportVersion frozen(ReportVersion version, String sha256) {
        return version.with(ReportVersion.contentKey(content(sha256)), content(sha256));
    }

    private static ReportVersion signed(ReportVersion version, String agency, String by) {
        Signature signature =
                Signature.newBuilder().setAgency(agency).setBy(by).setAt(NOON).build();
        return version.with(
                ReportVersion.signatureKey(content("a"), signature),
                ReportVersion.change(content("a"), by, NOON)
                        .setSignatures(List.of(signature))
                        .build());
    }

    private static ReportVersion published(ReportVersion version, Instant decided, Instant from) {
        return version.with(
                ReportVersion.publicationKey(content("a"), from),
                ReportVersion.change(content("a"), "operator", decided)
                        .setReleaseAt(from)
                        .setReleasedBy("operator")
                        .build());
    }

    private static Instant releaseAt(ReportVersion version) {
        return version.whole().orElseThrow().getReleaseAt();
    }

    @Test
    void theFirstContentStays() {
        ReportRelease whole = frozen(frozen("a"), "b").whole().orElseThrow();

        assertThat(whole.getSha256()).isEqualTo("a");
        assertThat(whole.getContent()).isEqualTo(ByteBuffer.wrap("a".getBytes()));
    }

    @Test
    void eachAgencysFirstSignatureStays() {
        ReportVersion version = signed(signed(signed(frozen("a"), "H26.TT", "1"), "H26.VP", "2"), "H26.TT", "3");

        assertThat(version.whole().orElseThrow().getSignatures())
                .extracting(signature -> signature.getAgency() + signature.getBy())
                .containsExactly("H26.TT1", "H26.VP2");
        assertThat(version.whole().orElseThrow().getContent().remaining()).isEqualTo(1);
    }

    @Test
    void aSignatureDoesNotTakeBackARelease() {
        assertThat(releaseAt(signed(published(frozen("a"), NOON, NOON), "H26.TT", "1")))
                .isEqualTo(NOON);
    }

    @Test
    void aScheduleCanBeChangedUntilItsMoment() {
        ReportVersion scheduled = published(frozen("a"), NOON, NOON.plusSeconds(60));

        assertThat(releaseAt(published(scheduled, NOON.plusSeconds(59), NEXT_YEAR)))
                .isEqualTo(NEXT_YEAR);
        assertThat(releaseAt(published(scheduled, NOON.plusSeconds(60), NEXT_YEAR)))
                .isEqualTo(NOON.plusSeconds(60));
        assertThat(scheduled.publications()).isEqualTo(1);
    }

    /** The schedule was decided a moment before the release at once, but is written after it. */
    @Test
    void whatWasReleasedAtOnceStaysReleased() {
        ReportVersion released = published(frozen("a"), NOON, NOON);

        assertThat(releaseAt(published(released, NOON.minusMillis(5), NEXT_YEAR)))
                .isEqualTo(NOON);
        assertThat(releaseAt(published(released, NOON.plusMillis(5), NOON.plusMillis(5))))
                .isEqualTo(NOON);
    }

    @Test
    void theContentMayBeReadLast() {
        ReportVersion early = published(signed(ReportVersion.NONE, "H26.TT", "1"), NOON, NOON);

        assertThat(early.whole()).isEmpty();
        assertThat(frozen(early, "a").whole().orElseThrow().getSignatures()).hasSize(1);
        assertThat(releaseAt(frozen(early, "a"))).isEqualTo(NOON);
    }

    @Test
    void recordsOfFormerVersionsOfTheHubHaveAllInOne() {
        Signature signature = Signature.newBuilder()
                .setAgency("H26.TT")
                .setBy("1")
                .setAt(NOON)
                .build();
        ReportRelease former = ReportRelease.newBuilder(content("a"))
                .setSignatures(List.of(signature))
                .setReleaseAt(NOON)
                .build();
        ReportVersion version = signed(ReportVersion.NONE.with("r/1", former), "H26.VP", "2");

        assertThat(version.whole().orElseThrow().getSignatures())
                .extracting(Signature::getAgency)
                .containsExactly("H26.TT", "H26.VP");
        assertThat(releaseAt(version)).isEqualTo(NOON);
    }
}
