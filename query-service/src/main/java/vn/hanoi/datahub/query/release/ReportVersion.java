package vn.hanoi.datahub.query.release;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

/**
 * A version of a report, put together from its records in the order in which they were written. Each fact is a record
 * under a key of its own, so no change can undo another one that is made at the same time, on any instance: the first
 * content stays, each agency's first signature stays, and a version that has been released stays released.
 *
 * @param frozen the content; null until it has been read
 * @param signatures those in records of their own
 * @param publication decides from when everybody may read it; null while nobody has decided
 * @param publications number of decisions so far
 */
record ReportVersion(
        @Nullable ReportRelease frozen,
        List<Signature> signatures,
        @Nullable ReportRelease publication,
        int publications) {

    static final ReportVersion NONE = new ReportVersion(null, List.of(), null, 0);

    private static final String CONTENT = "content";
    private static final String SIGNATURE = "signature";
    private static final String PUBLICATION = "publication";

    private static String key(ReportRelease version, String part, Object name) {
        return version.getReport() + "/" + version.getVersion() + "/" + part + "/" + name;
    }

    static String contentKey(ReportRelease version) {
        return key(version, CONTENT, version.getSha256());
    }

    static String signatureKey(ReportRelease version, Signature signature) {
        return key(version, SIGNATURE, signature.getAgency());
    }

    static String publicationKey(ReportRelease version, Instant from) {
        return key(version, PUBLICATION, from.toEpochMilli());
    }

    /** Returns the record of a change: the version without its content. */
    static ReportRelease.Builder change(ReportRelease version, String by, Instant at) {
        return ReportRelease.newBuilder(version)
                .setContent(ByteBuffer.allocate(0))
                .setSignatures(List.of())
                .setReleaseAt(null)
                .setReleasedBy(null)
                .setCreatedBy(by)
                .setCreatedAt(at);
    }

    /** Returns the version with one more of its records. */
    ReportVersion with(String key, ReportRelease record) {
        String[] parts = key.split("/", 4);
        return switch (parts.length < 3 ? "" : parts[2]) {
            case "" -> new ReportVersion(record, signatures, publication, publications); // all in one, as once written
            case CONTENT -> frozen != null ? this : new ReportVersion(record, signatures, publication, publications);
            case SIGNATURE -> signed(record.getSignatures());
            case PUBLICATION ->
                new ReportVersion(
                        frozen, signatures, isReleased(record.getCreatedAt()) ? publication : record, publications + 1);
            default -> this; // of a later version of the hub
        };
    }

    private ReportVersion signed(List<Signature> more) {
        List<Signature> all = new ArrayList<>(signatures);
        more.stream()
                .filter(signature -> !isSignedBy(signature.getAgency(), all))
                .forEach(all::add);
        return new ReportVersion(frozen, List.copyOf(all), publication, publications);
    }

    private static boolean isSignedBy(String agency, List<Signature> signatures) {
        return signatures.stream().anyMatch(signature -> signature.getAgency().equals(agency));
    }

    /** Returns whether the version was released by then, or at once. */
    private boolean isReleased(Instant by) {
        return publication != null
                && (!publication.getReleaseAt().isAfter(by)
                        || !publication.getReleaseAt().isAfter(publication.getCreatedAt()));
    }

    /** Returns the version with its signatures and its release; empty until its content has been read. */
    Optional<ReportRelease> whole() {
        if (frozen == null || (signatures.isEmpty() && publication == null)) {
            return Optional.ofNullable(frozen);
        }
        ReportVersion all =
                new ReportVersion(frozen, frozen.getSignatures(), publication, publications).signed(signatures);
        ReportRelease.Builder whole = ReportRelease.newBuilder(frozen).setSignatures(all.signatures());
        if (publication != null) {
            whole.setReleaseAt(publication.getReleaseAt()).setReleasedBy(publication.getReleasedBy());
        }
        return Optional.of(whole.build());
    }
}
