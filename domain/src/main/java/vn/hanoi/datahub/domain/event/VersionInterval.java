package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version and the time for which it was the state of its subject.
 *
 * @param ended the time of the next event; null while the version is in force
 */
public record VersionInterval(Version version, @Nullable Instant ended) {}
