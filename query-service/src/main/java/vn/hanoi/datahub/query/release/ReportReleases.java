package vn.hanoi.datahub.query.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.zip.GZIPInputStream;
import vn.hanoi.datahub.query.history.ReportRecords;
import vn.hanoi.datahub.values.ReportRelease;

/** All versions of all reports, as their topic has them. What they say is in the database. */
public final class ReportReleases {

    private final ReportRecords records;

    /** Replaced as a whole when reading begins again. */
    private volatile Known known = new Known();

    /**
     * @param reports the versions by report
     * @param read what was read of each version, by report and version
     */
    private record Known(
            ConcurrentMap<String, NavigableMap<Integer, ReportRelease>> reports, Map<String, ReportVersion> read) {

        Known() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }

        void put(ReportRecords.Placed placed) {
            if (placed.record() == null) {
                return; // it never had effect
            }
            ReportRelease record = ReportRecords.withoutContent(placed.record());
            ReportVersion version = read.merge(
                    name(record),
                    ReportVersion.NONE.with(placed.key(), record),
                    (former, first) -> former.with(placed.key(), record));
            version.whole()
                    .ifPresent(whole -> reports.computeIfAbsent(record.getReport(), id -> new ConcurrentSkipListMap<>())
                            .put(record.getVersion(), whole));
        }
    }

    ReportReleases(ReportRecords records) {
        this.records = records;
    }

    /** Returns what all records of a report have in common, so that they are read in order: the report's id. */
    public static String group(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    /** Begins with records, instead of those taken before. */
    void begin(List<ReportRecords.Placed> stored) {
        Known all = new Known();
        stored.forEach(all::put);
        known = all;
    }

    /** Takes a record of the topic. */
    void put(ReportRecords.Placed placed) {
        known.put(placed);
    }

    /** Returns how often it was decided when a version is released. */
    public int publications(ReportRelease version) {
        return known.read.getOrDefault(name(version), ReportVersion.NONE).publications();
    }

    private static String name(ReportRelease version) {
        return version.getReport() + "/" + version.getVersion();
    }

    /** Returns the number of versions of all reports. */
    public int size() {
        return known.reports.values().stream().mapToInt(NavigableMap::size).sum();
    }

    /** Returns the versions of a report, oldest first. */
    public Collection<ReportRelease> versions(String report) {
        NavigableMap<Integer, ReportRelease> versions = known.reports.get(report);
        return versions == null ? List.of() : versions.values();
    }

    public Optional<ReportRelease> find(String report, int version) {
        return Optional.ofNullable(known.reports.get(report)).map(versions -> versions.get(version));
    }

    /** Returns the version that everybody reads at a moment: the newest one that has been released by then. */
    public Optional<ReportRelease> released(String report, Instant now) {
        return versions(report).stream()
                .filter(release -> isReleased(release, now))
                .reduce((earlier, later) -> later);
    }

    public static boolean isReleased(ReportRelease release, Instant now) {
        Instant at = release.getReleaseAt();
        return at != null && !at.isAfter(now);
    }

    /** Returns the ids of all reports, in order. */
    public List<String> ids() {
        return known.reports.keySet().stream().sorted().toList();
    }

    /** Returns the reports as everybody reads them at a moment, in order of their ids. */
    public List<ReportRelease> allReleased(Instant at) {
        return ids().stream().flatMap(id -> released(id, at).stream()).toList();
    }

    /** Returns the bytes that readers get of a version. */
    public byte[] content(ReportRelease release) {
        try (GZIPInputStream gzip =
                new GZIPInputStream(new ByteArrayInputStream(records.content(release.getSha256())))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
