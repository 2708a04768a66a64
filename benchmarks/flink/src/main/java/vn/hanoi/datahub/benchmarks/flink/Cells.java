package vn.hanoi.datahub.benchmarks.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.annotation.FunctionHint;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.TableFunction;

/**
 * Spreads a dossier over the cells it counts in: indicator, area (commune, city), period (day to year) and part (total, agency, each dimension). The rules are those of the catalogue's six
 * indicators that add up, written out by hand. Rows are Flink's internal ones, so that nothing is converted.
 */
@FunctionHint(
        output =
                @DataTypeHint(
                        value =
                                "ROW<`indicator` STRING, `area` STRING, `period` STRING, `dimension` STRING, `member` STRING, `numerator` BIGINT, `denominator` BIGINT>",
                        bridgedTo = RowData.class))
public final class Cells extends TableFunction<RowData> {

    private static final long serialVersionUID = 1L;

    /** Changes of cells that events of this JVM made. */
    static final LongAdder CHANGES = new LongAdder();

    private static final StringData NONE = StringData.fromString("");
    private static final StringData AGENCY = StringData.fromString("agency");
    private static final StringData SECTOR = StringData.fromString("sector");
    private static final StringData PROCEDURE = StringData.fromString("procedure");
    private static final StringData CITY = StringData.fromString("01");
    private static final StringData ON_TIME = StringData.fromString("dg.tthc_on_time");
    private static final StringData ONLINE = StringData.fromString("dg.tthc_dossiers_online");
    private static final StringData ELECTRONIC = StringData.fromString("dg.tthc_results_electronic");
    private static final StringData LINKED = StringData.fromString("dg.dossiers_linked_personal_id");
    private static final StringData SATISFIED = StringData.fromString("dg.satisfaction_tthc");
    private static final StringData PAID_ONLINE = StringData.fromString("dg.tthc_online_payment");

    private transient Periods periods;

    /** A part of an area's dossiers. */
    private record Part(StringData dimension, StringData member) {}

    @Override
    public void open(FunctionContext context) {
        periods = new Periods();
    }

    public void eval(
            String agency,
            String area,
            String procedure,
            String sector,
            String channel,
            String status,
            long receivedAt,
            long dueAt,
            Long resolvedAt,
            Boolean resultElectronic,
            boolean identifierLinked,
            boolean fee,
            String feePaid,
            Integer rating) {
        StringData[] areas = {StringData.fromString(area), CITY};
        List<Part> parts = new ArrayList<>(2);
        parts.add(new Part(NONE, NONE));
        parts.add(new Part(AGENCY, StringData.fromString(agency)));
        Part ofSector = new Part(SECTOR, StringData.fromString(sector));
        Part ofProcedure = new Part(PROCEDURE, StringData.fromString(procedure));
        List<Part> bySector = with(parts, ofSector);
        List<Part> byProcedure = with(parts, ofProcedure);
        List<Part> byBoth = with(bySector, ofProcedure);

        count(LINKED, areas, receivedAt, parts, identifierLinked);
        if (resolvedAt != null && status.equals("RESOLVED")) {
            count(ON_TIME, areas, resolvedAt, byBoth, resolvedAt <= dueAt);
            count(ONLINE, areas, resolvedAt, byBoth, channel.equals("ONLINE_FULL"));
            if (resultElectronic != null) {
                count(ELECTRONIC, areas, resolvedAt, byProcedure, resultElectronic);
            }
        } else if (isOpen(status) && dueAt <= System.currentTimeMillis()) {
            count(ON_TIME, areas, dueAt, byBoth, false);
        }
        if (resolvedAt != null && rating != null) {
            count(SATISFIED, areas, resolvedAt, bySector, rating >= 4);
        }
        if (resolvedAt != null && fee && ("COUNTER".equals(feePaid) || "ONLINE".equals(feePaid))) {
            count(PAID_ONLINE, areas, resolvedAt, byProcedure, feePaid.equals("ONLINE"));
        }
    }

    private static boolean isOpen(String status) {
        return status.equals("RECEIVED") || status.equals("IN_PROGRESS");
    }

    private static List<Part> with(List<Part> parts, Part one) {
        List<Part> more = new ArrayList<>(parts);
        more.add(one);
        return more;
    }

    private void count(StringData indicator, StringData[] areas, long moment, List<Part> parts, boolean met) {
        CHANGES.add(4L * areas.length * parts.size());
        for (StringData period : periods.of(moment)) {
            for (StringData area : areas) {
                for (Part part : parts) {
                    collect(GenericRowData.of(
                            indicator, area, period, part.dimension(), part.member(), met ? 1L : 0L, 1L));
                }
            }
        }
    }
}
