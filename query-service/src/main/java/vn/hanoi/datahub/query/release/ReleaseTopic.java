package vn.hanoi.datahub.query.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import vn.hanoi.datahub.domain.area.AreaId;
import vn.hanoi.datahub.domain.period.Period;
import vn.hanoi.datahub.opendata.OpenDataCell;
import vn.hanoi.datahub.opendata.OpenDataRelease;
import vn.hanoi.datahub.query.history.Release;
import vn.hanoi.datahub.query.history.Released;
import vn.hanoi.datahub.query.view.Value;
import vn.hanoi.datahub.query.view.ValueKey;
import vn.hanoi.datahub.schemas.log.ControlLog;
import vn.hanoi.datahub.schemas.topic.Topics;

/** Writes releases of open data as records, in parts of less than a megabyte each. */
final class ReleaseTopic {

    private static final int CELLS = 2_000;
    private static final int SCALE = 6;

    private final ControlLog log;

    public ReleaseTopic(ControlLog log) {
        this.log = log;
    }

    /**
     * Writes a release; returns when Kafka has acknowledged all of it.
     *
     * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
     */
    public void tell(Release release) {
        List<OpenDataCell> cells = new ArrayList<>();
        release.cells().forEach((dataset, rows) -> rows.forEach(row -> cells.add(cell(dataset, row))));
        int parts = (cells.size() + CELLS - 1) / CELLS;
        for (int part = 0; part < parts; part++) {
            List<OpenDataCell> some = cells.subList(part * CELLS, Math.min(cells.size(), (part + 1) * CELLS));
            log.write(
                    Topics.OPEN_DATA_RELEASE,
                    release.family().get(0),
                    new OpenDataRelease(
                            release.name(), release.family(), release.after(), part, parts, release.at(), some));
        }
    }

    private static OpenDataCell cell(String dataset, Released row) {
        Value value = row.value();
        ValueKey key = value.key();
        return OpenDataCell.newBuilder()
                .setDataset(dataset)
                .setHidden(row.hidden())
                .setDefinitionVersion(key.version())
                .setArea(key.area().code())
                .setAreaSince(key.area().since())
                .setPeriod(key.period().text())
                .setValue(value.value())
                .setNumerator(
                        value.numerator() == null ? null : value.numerator().setScale(SCALE))
                .setDenominator(
                        value.denominator() == null ? null : value.denominator().setScale(SCALE))
                .setEvents(value.events())
                .setCoverage(value.coverage())
                .setRevision(value.revision())
                .setFirstRecordedAt(value.firstRecordedAt())
                .setRecordedAt(value.recordedAt())
                .build();
    }

    /** Returns the release with these parts, by part number. */
    static Release release(SortedMap<Integer, OpenDataRelease> parts) {
        Map<String, List<Released>> cells = new LinkedHashMap<>();
        OpenDataRelease first = parts.values().iterator().next();
        Instant at = first.getReleasedAt();
        parts.values()
                .forEach(part -> part.getCells()
                        .forEach(cell -> cells.computeIfAbsent(cell.getDataset(), dataset -> new ArrayList<>())
                                .add(released(cell, at))));
        return new Release(List.copyOf(first.getFamily()), first.getAfter(), at, cells);
    }

    private static Released released(OpenDataCell cell, Instant at) {
        ValueKey key = new ValueKey(
                cell.getDataset(),
                cell.getDefinitionVersion(),
                "",
                new AreaId(cell.getArea(), cell.getAreaSince()),
                "",
                Period.parse(cell.getPeriod()));
        Value value = new Value(
                key,
                cell.getValue(),
                Value.plain(cell.getNumerator()),
                Value.plain(cell.getDenominator()),
                cell.getEvents(),
                cell.getCoverage(),
                cell.getRevision(),
                cell.getFirstRecordedAt(),
                cell.getRecordedAt(),
                false);
        return new Released(value, cell.getHidden(), at);
    }
}
