package vn.hanoi.datahub.schemas.catalogue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.Reader;
import java.util.List;
import java.util.function.Function;
import vn.hanoi.datahub.domain.Worded;
import vn.hanoi.datahub.domain.area.Area;
import vn.hanoi.datahub.domain.area.AreaFacts;
import vn.hanoi.datahub.domain.area.AreaLevel;
import vn.hanoi.datahub.domain.area.AreaRegister;
import vn.hanoi.datahub.domain.area.Transfer;

/** Reads the registers of units and of the transfers between old and new units. */
final class AreaReader {

    private AreaReader() {}

    static AreaRegister read(Reader areas, Reader transfers) {
        return new AreaRegister(
                rows("areas/areas.csv", areas, AreaReader::area),
                rows("areas/transfers.csv", transfers, AreaReader::transfer));
    }

    private static <T> List<T> rows(String file, Reader reader, Function<NamedCsvRecord, T> row) {
        return CsvReader.builder().ofNamedCsvRecord(reader).stream()
                .map(fields -> {
                    try {
                        return row.apply(fields);
                    } catch (RuntimeException e) {
                        throw new CatalogueException(
                                file + ":" + fields.getStartingLineNumber() + ": " + e.getMessage(), e);
                    }
                })
                .toList();
    }

    private static Area area(NamedCsvRecord row) {
        String validTo = row.getField("valid_to");
        String parent = row.getField("parent");
        return new Area(
                row.getField("code"),
                Worded.find(AreaLevel.class, row.getField("level"))
                        .orElseThrow(() -> new IllegalArgumentException("no such level")),
                row.getField("name"),
                row.getField("kind"),
                Limits.date(row.getField("valid_from")),
                validTo.isEmpty() ? null : Limits.date(validTo),
                parent.isEmpty() ? null : parent,
                row.getField("population").isEmpty()
                        ? null
                        : new AreaFacts(
                                (int) within(row, "population", 0, 1_000_000_000),
                                within(row, "square_kilometres", 0, 1_000_000),
                                within(row, "longitude", -180, 180),
                                within(row, "latitude", -90, 90)));
    }

    private static double within(NamedCsvRecord row, String field, double lowest, double highest) {
        double number = Double.parseDouble(row.getField(field));
        if (!(number >= lowest && number <= highest)) {
            throw new IllegalArgumentException(
                    field + " is " + row.getField(field) + ", and not from " + lowest + " to " + highest);
        }
        return number;
    }

    private static Transfer transfer(NamedCsvRecord row) {
        return new Transfer(
                row.getField("old_commune"),
                row.getField("new_commune"),
                within(row, "weight", 0, 1),
                Boolean.parseBoolean(row.getField("estimated")));
    }
}
