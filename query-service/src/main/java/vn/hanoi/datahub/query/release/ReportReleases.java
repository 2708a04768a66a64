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
import vn.hanoi.datahub.values.ReportRelease;

/** All versions of all reports, as their topic has them. */
public final class ReportReleases {

    private final ConcurrentMap<String, NavigableMap<Integer, ReportRelease>> reports = new ConcurrentHashMap<>();

    /** What was read of each version, by report and version. */
    private final Map<String, ReportVersion> read = new ConcurrentHashMap<>();

    /** Returns what all records of a report have in common, so that they are read in order: the report's id. */
    public static String group(String key) {
        return key.substring(0, key.indexOf('/'));
    }

    /** Takes a record of the topic. */
    void put(String key, ReportRelease record) {
        ReportVersion version = read.merge(
                name(record), ReportVersion.NONE.with(key, record), (known, first) -> known.with(key, record));
        version.whole()
                .ifPresent(whole -> reports.computeIfAbsent(record.getReport(), id -> new ConcurrentSkipListMap<>())
                        .put(record.getVersion(), whole));
    }

    /** Returns how often it was decided when a version is released. */
    public int publications(ReportRelease version) {
        return read.getOrDefault(name(version), ReportVersion.NONE).publications();
    }

    private static String name(ReportRelease version) {
        return version.getReport() + "/" + version.getVersion();
    }

    /** Returns the number of versions of all reports. */
    public int size() {
        return reports.values().stream().mapToInt(NavigableMap::size).sum();
    }

    /** Returns the versions of a report, oldest first. */
    public Collection<ReportRelease> versions(String report) {
        NavigableMap<Integer, ReportRelease> versions = reports.get(report);
        return versions == null ? List.of() : versions.values();
    }

    public Optional<ReportRelease> find(String report, int version) {
        return Optional.ofNullable(reports.get(report)).map(versions -> versions.get(version));
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
        return reports.keySet().stream().sorted().toList();
    }

    /** Returns the reports as everybody reads them at a moment, in order of their ids. */
    public List<ReportRelease> allReleased(Instant at) {
        return ids().stream().flatMap(id -> released(id, at).stream()).toList();
    }

    /** Returns the bytes that readers get of a version. */
    public static byte[] content(ReportRelease release) {
        byte[] compressed = new byte[release.getContent().remaining()];
        release.getContent().duplicate().get(compressed);
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            return gzip.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
