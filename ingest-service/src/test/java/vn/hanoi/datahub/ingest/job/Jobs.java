package vn.hanoi.datahub.ingest.job;

import java.time.Instant;
import vn.hanoi.datahub.quality.FileJob;
import vn.hanoi.datahub.quality.FileState;
import vn.hanoi.datahub.schemas.codec.Registry;

/** Jobs of files, as their topic has them. */
final class Jobs {

    static final Instant NOW = Instant.parse("2025-11-01T00:00:00Z");

    static {
        // Avro reads no class that nobody vouches for; a service's registry does it at the start.
        Registry.at("mock://jobs");
    }

    private Jobs() {}

    /** Of air observations, tried and not published, with nothing done yet. */
    static FileJob job(String id, FileState state) {
        return FileJob.newBuilder()
                .setId(id)
                .setAgency("H26.NNMT")
                .setType("air-observation")
                .setState(state)
                .setDryRun(true)
                .setName("air.csv")
                .setBytes(0)
                .setSha256("")
                .setMapping("")
                .setInstance("ingest-0")
                .setReceivedAt(NOW)
                .setChangedAt(NOW)
                .build();
    }
}
