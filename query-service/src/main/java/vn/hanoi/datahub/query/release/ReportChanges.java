package vn.hanoi.datahub.query.release;

import java.time.Instant;
import java.util.List;
import vn.hanoi.datahub.edge.audit.AuditedTopic;
import vn.hanoi.datahub.edge.problem.ConflictException;
import vn.hanoi.datahub.schemas.access.Caller;
import vn.hanoi.datahub.values.ReportRelease;
import vn.hanoi.datahub.values.Signature;

/** Writes the changes of reports, each as a record of its own; see {@link ReportVersion}. */
public final class ReportChanges {

    private final ReportReleases releases;
    private final AuditedTopic<ReportRelease> topic;

    public ReportChanges(ReportReleases releases, AuditedTopic<ReportRelease> topic) {
        this.releases = releases;
        this.topic = topic;
    }

    /**
     * Writes a new version.
     *
     * @throws ConflictException when another one with its number was written first
     */
    public ReportRelease freeze(ReportRelease version, Caller by, String remote) {
        String key = ReportVersion.contentKey(version);
        put(key, version, version, by, "report-frozen", remote);
        ReportRelease inForce = known(version);
        if (!inForce.getSha256().equals(version.getSha256())) {
            topic.withdraw(key);
            throw new ConflictException(
                    "version " + version.getVersion() + " of the report '" + version.getReport()
                            + "' was created by someone else at the same time; read it at /v1/releases, and create the next version if yours differs");
        }
        return inForce;
    }

    public ReportRelease sign(ReportRelease version, Signature signature, Caller by, String remote) {
        ReportRelease signed = ReportVersion.change(version, by.name(), signature.getAt())
                .setSignatures(List.of(signature))
                .build();
        put(ReportVersion.signatureKey(version, signature), signed, version, by, "report-signed", remote);
        return known(version);
    }

    public ReportRelease publish(ReportRelease version, Instant from, Caller by, Instant now, String remote) {
        ReportRelease published = ReportVersion.change(version, by.name(), now)
                .setReleaseAt(from)
                .setReleasedBy(by.name())
                .build();
        put(ReportVersion.publicationKey(version, from), published, version, by, "report-released", remote);
        return known(version);
    }

    private ReportRelease known(ReportRelease version) {
        return releases.find(version.getReport(), version.getVersion()).orElse(version);
    }

    private void put(String key, ReportRelease record, ReportRelease version, Caller by, String action, String remote) {
        topic.put(key, record, new AuditedTopic.Change(by, action, version.getSha256(), remote));
    }
}
