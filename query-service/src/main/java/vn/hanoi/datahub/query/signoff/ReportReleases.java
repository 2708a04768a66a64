package vn.hanoi.datahub.query.signoff;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import vn.hanoi.datahub.values.ReportRelease;

/** All versions of all reports, as their topic has them. */
final class ReportReleases {

    private final ConcurrentMap<String, NavigableMap<Integer, ReportRelease>> reports = new ConcurrentHashMap<>();

    /** Returns the topic's key of a version. */
    static String key(String report, int version) {
        return report + "/" + version;
    }

    void put(ReportRelease release) {
        reports.computeIfAbsent(release.getReport(), id -> new ConcurrentSkipListMap<>())
                .put(release.getVersion(), release);
    }

    /** Returns the number of versions of all reports. */
    int size() {
        return reports.values().stream().mapToInt(NavigableMap::size).sum();
    }

    /** Returns the versions of a report, oldest first. */
    Collection<ReportRelease> versions(String report) {
        NavigableMap<Integer, ReportRelease> versions = reports.get(report);
        return versions == null ? List.of() : versions.values();
    }

    Optional<ReportRelease> find(String report, int version) {
        return Optional.ofNullable(reports.get(report)).map(versions -> versions.get(version));
    }

    /** Returns the version that everybody reads at a moment: the newest one that has been released by then. */
    Optional<ReportRelease> released(String report, Instant now) {
        return versions(report).stream()
                .filter(release -> isReleased(release, now))
                .reduce((earlier, later) -> later);
    }

    static boolean isReleased(ReportRelease release, Instant now) {
        Instant at = release.getReleaseAt();
        return at != null && !at.isAfter(now);
    }

    /** Returns the ids of all reports, in order. */
    List<String> ids() {
        return reports.keySet().stream().sorted().toList();
    }
}
