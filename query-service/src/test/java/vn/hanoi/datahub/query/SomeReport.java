package vn.hanoi.datahub.query;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import vn.hanoi.datahub.values.ReportRelease;

/** The first version of a report as it was frozen, for tests that look at one or two of its fields. */
public final class SomeReport {

    private SomeReport() {}

    public static ReportRelease frozen(String id, byte[] content, String sha256, Instant at) {
        return ReportRelease.newBuilder()
                .setReport(id)
                .setVersion(1)
                .setTitleVi("Báo cáo")
                .setTitleEn("Report")
                .setRegime("calendar")
                .setPeriod("2026-03")
                .setIndicators(List.of("dg.tthc_on_time"))
                .setLevel("city")
                .setAsOf(at)
                .setContent(ByteBuffer.wrap(content))
                .setSha256(sha256)
                .setCreatedBy("operator")
                .setCreatedAt(at)
                .build();
    }
}
