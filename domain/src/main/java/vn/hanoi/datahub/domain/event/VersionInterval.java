package vn.hanoi.datahub.domain.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version and the time for which it spoke for its subject.
 *
 * @param ended the time of the event after it; null while it is in force
 */
public record VersionInterval(Version version, @Nullable Instant ended) {}
